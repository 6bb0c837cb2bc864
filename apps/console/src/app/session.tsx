import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Permission, SessionView } from '#libs/contracts';
import { api, setCsrfToken } from '../wire/api.js';
import { sessionQuery } from '../wire/queries.js';
import { closeSocket } from '../wire/socket.js';
import { wipeDrafts } from '../shared/drafts.js';

/** The session of whoever looks at this screen; only below a route that requires one. */
export const useSession = (): SessionView => useSuspenseQuery(sessionQuery).data;

export const useCan = (permission: Permission): boolean => useSession().user.permissions.includes(permission);

/** Path of the sign-in page that leads back here. */
export const signInPath = (): string => {
  const here = location.pathname + location.search;
  return here === '/' || here.startsWith('/login') ? '/login' : `/login?next=${encodeURIComponent(here)}`;
};

/** The session is over without being asked for: drafts stay in this tab, and the sign-in page leads back here. */
export const leaveLostSession = (): void => {
  closeSocket();
  location.assign(signInPath());
};

/** Signs out, here or on every device, and wipes what this tab kept. */
export const useSignOut = (): ((everywhere: boolean) => Promise<void>) => {
  const queries = useQueryClient();
  return useCallback(
    async (everywhere) => {
      await api.delete(everywhere ? 'session/all' : 'session');
      closeSocket();
      wipeDrafts();
      setCsrfToken(null);
      queries.clear();
      location.assign('/login');
    },
    [queries],
  );
};
