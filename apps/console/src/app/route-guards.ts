import { notFound, redirect } from '@tanstack/react-router';
import type { Permission } from '#libs/contracts';
import { ApiError } from '../wire/api.js';
import { sessionQuery } from '../wire/queries.js';
import { homeOf } from '../sign-in/destination.js';
import { keepDraftsFor } from '../shared/drafts.js';
import { hasChosenLanguage, switchLanguage } from './i18n.js';
import { queries } from './query-client.js';

export const sessionOrSignIn = async (href: string) => {
  try {
    const session = await queries.ensureQueryData(sessionQuery);
    keepDraftsFor(session.user.id);
    if (!hasChosenLanguage()) await switchLanguage(session.user.language, false);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw redirect({ to: '/login', search: { next: href } });
    throw error;
  }
};

/** A route that the role lacks answers the same as one that does not exist. */
export const requires = (permission: Permission) => async () => {
  const session = await queries.ensureQueryData(sessionQuery);
  if (!session.user.permissions.includes(permission)) throw notFound();
};

export const home = async ({ location }: { location: { href: string } }) => {
  throw redirect({ to: homeOf((await sessionOrSignIn(location.href)).user) });
};
