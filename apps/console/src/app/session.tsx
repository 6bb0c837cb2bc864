import { useSuspenseQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Permission, SessionView } from '#libs/contracts';
import { api, setCsrfToken } from '../wire/api.js';
import { sessionQuery } from '../wire/queries.js';
import { serverNow } from '../wire/server-clock.js';
import { closeSocket, type EndCode, openSocket } from '../wire/socket.js';
import { wipeDraftsOf } from '../shared/drafts.js';
import { queries } from './query-client.js';

/** The session of whoever looks at this screen; only below a route that requires one. */
export const useSession = (): SessionView => useSuspenseQuery(sessionQuery).data;

export const useCan = (permission: Permission): boolean => useSession().user.permissions.includes(permission);

/** Under which name this tab keeps what is unsent: practice never mixes with real work, however a tab comes from one to the other. */
export const useKeeper = (): string => {
  const { user, isPractising } = useSession();
  return isPractising ? `${user.id}.practice` : user.id;
};

/** Path of the sign-in page that says what happened and leads back here. */
const signInPath = (): string => {
  const here = location.pathname + location.search;
  return here === '/' || here.startsWith('/login') ? '/login' : `/login?next=${encodeURIComponent(here)}&ended=true`;
};

let askAgain: (() => void) | null = null;

/** For what takes up an expired session in place, while it is on screen. */
export const whenSessionExpires = (ask: () => void): (() => void) => {
  askAgain = ask;
  return () => {
    askAgain = null;
  };
};

const hasExpired = (): boolean => {
  const session = queries.getQueryData(sessionQuery.queryKey);
  return session !== undefined && Date.parse(session.expiresAt) <= serverNow();
};

/** What is refused on the way out is no lost session: it would keep the words that are wiped at its end, and lead back here. */
let isSigningOut = false;

/**
 * The session is over without being asked for. One whose time is over is taken up again in place. One that somebody ended leaves nothing on
 * screen: drafts stay in this tab, and the sign-in page leads back here. Where only its rights have changed, this page begins anew with
 * those that it has now.
 */
export const loseSession = (code: EndCode = hasExpired() ? 'expired' : 'signed_out'): void => {
  if (isSigningOut) return;
  closeSocket();
  if (code === 'rights_changed') location.reload();
  else if (code === 'expired' && askAgain) askAgain();
  else location.assign(signInPath());
};

/** Signs out, here or on every device, and wipes what this tab kept. */
export const useSignOut = (): ((everywhere: boolean) => Promise<void>) => {
  const { user } = useSession();
  return useCallback(
    async (everywhere) => {
      isSigningOut = true;
      closeSocket();
      try {
        await api.delete(everywhere ? 'session/all' : 'session');
      } catch (error) {
        isSigningOut = false;
        openSocket(loseSession);
        throw error;
      }
      wipeDraftsOf(user.id);
      setCsrfToken(null);
      // A new page: nothing that was read stays in memory.
      location.assign('/login');
    },
    [user.id],
  );
};
