/** Search parameters as plain text: `?q=123` stays the text 123, and a pasted link reads as it was written. */
export const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export const stringifySearch = (search: Record<string, unknown>): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, asText(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
};

/** What narrows the list, kept in the URL. `view` is used on a ticket's URL; the queue's own URL names it in the path. */
export interface QueueSearch {
  view?: string;
  q?: string;
  /** Desk id. */
  shop?: string;
  topic?: string;
  channel?: string;
  /**
   * `free`: mine and nobody's; `none`: only what nobody holds; a person's id: what that person holds. Default: all, as the counters count.
   */
  owner?: string;
  /** `overdue`: only what is past its due time. */
  due?: string;
}

const KEYS = [
  'view',
  'q',
  'shop',
  'topic',
  'channel',
  'owner',
  'due',
] as const satisfies readonly (keyof QueueSearch)[];

/** As far as a search goes; what somebody pasted beyond that is left out. */
const MOST_WORDS = 200;

export const queueSearch = (search: Record<string, unknown>): QueueSearch =>
  Object.fromEntries(
    KEYS.flatMap((key) => {
      const value = search[key];
      return value === undefined || value === '' ? [] : [[key, asText(value).slice(0, MOST_WORDS)]];
    }),
  );

/** What narrows a shop's list; it stays with the ticket that is opened from there, for the way back. */
export interface PortalSearch {
  state?: string;
  q?: string;
}

export const portalSearch = ({ state, q }: Record<string, unknown>): PortalSearch => ({
  ...(typeof state === 'string' && { state }),
  ...(typeof q === 'string' && q !== '' && { q: q.slice(0, MOST_WORDS) }),
});

/** Which mailbox and which quarantined mail are open: ids only. */
export interface MailSearch {
  mailbox?: string;
  mail?: string;
}

export const mailSearch = (search: Record<string, unknown>): MailSearch => ({
  ...(typeof search.mailbox === 'string' && { mailbox: search.mailbox }),
  ...(typeof search.mail === 'string' && { mail: search.mail }),
});

/** Which promise is open, and whether the call to it went unanswered: an id and a word. */
export interface PromiseSearch {
  promise?: string;
  ask?: 'absent';
}

export const promiseSearch = (search: Record<string, unknown>): PromiseSearch => ({
  ...(typeof search.promise === 'string' && { promise: search.promise }),
  ...(search.ask === 'absent' && { ask: 'absent' as const }),
});
