import { AsyncLocalStorage } from 'node:async_hooks';
import { type Language, LANGUAGES, type Permission } from '#libs/contracts';
import { DomainError } from '../errors/domain-error.js';
import type { Actor } from './actor.js';

/** What is known about the stimulus that runs now. */
export interface RequestContext {
  requestId: string;
  language: Language;
  actor: Actor | null;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` as one stimulus: a request, a socket message or a job. */
export const withContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

export const currentContext = (): RequestContext =>
  storage.getStore() ?? { requestId: 'none', language: 'ja', actor: null };

/** The signed-in person, or null for the public, jobs and the system itself. */
export const findActor = (): Actor | null => currentContext().actor;

/** The signed-in person. Throws `session.required` where nobody is signed in. */
export const currentActor = (): Actor => {
  const actor = findActor();
  if (!actor) throw new DomainError('session.required');
  return actor;
};

export const can = (permission: Permission): boolean => findActor()?.permissions.includes(permission) ?? false;

/** The language in which this stimulus' reader is answered. */
export const requestLanguage = (): Language => currentContext().language;

/** `ja` unless the header prefers English. */
export const languageOfHeader = (header: string | undefined): Language =>
  /^\s*en\b/i.test(header ?? '') ? 'en' : 'ja';

/** The language of the page that somebody reads, where its address names one; else the browser's. */
export const languageOfRequest = (query: unknown, header: string | undefined): Language =>
  LANGUAGES.find((each) => each === (query as { lang?: unknown }).lang) ?? languageOfHeader(header);
