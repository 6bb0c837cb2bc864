import type { Language } from '#libs/contracts';
import { say } from './catalogue.js';

/** A note above the form: expired, limited, asked again, masked. */
export type FormNotice = { key: 'expired' | 'again' | 'masked' } | { key: 'limited'; minutes: number };

/** The notes in words. */
export const noticesOf = (notices: readonly FormNotice[], language: Language) =>
  notices.map((notice) => ({
    key: notice.key,
    title: say(language, `notice.${notice.key}`),
    detail: say(language, `notice.${notice.key}_detail`, notice),
  }));
