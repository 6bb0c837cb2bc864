import { useState } from 'react';
import type { ReplyCharset } from '#libs/contracts';
import { readDraft, storeDraft, useDraft } from '../shared/drafts.js';
import { shiftRanges, type FactRange } from './draft-text.js';

/** What is being written on one ticket; it survives a reload of the tab. */
export interface ReplyDraft {
  text: string;
  facts: FactRange[];
  cannedKeys: string[];
  /** Titles of the canned texts that went in, with their version, for the foot. */
  cannedTitles: string[];
  /** Version of the ticket that the writer had seen; null while nothing is written. */
  baseVersion: number | null;
  /** The same for every attempt to send this text; a new text gets a new one. */
  idempotencyKey: string;
  /** What the ticket is after the send. */
  then: 'answered' | 'waiting_requester';
  /** Null: the desk's. */
  charset: ReplyCharset | null;
  /** Why it leaves in spite of its warnings. */
  warningReason: string;
  /** A word to the second person, where it needs one. */
  approvalNote: string;
}

const EMPTY: ReplyDraft = {
  text: '',
  facts: [],
  cannedKeys: [],
  cannedTitles: [],
  baseVersion: null,
  idempotencyKey: '',
  then: 'answered',
  charset: null,
  warningReason: '',
  approvalNote: '',
};

/** Random and hard to guess, also on a page without a secure context, where randomUUID is missing. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The draft after its text became `text`; `seen` is the ticket's version on screen. */
export const withText = (draft: ReplyDraft, text: string, seen: number): ReplyDraft =>
  text === ''
    ? { ...EMPTY, then: draft.then, charset: draft.charset }
    : {
        ...draft,
        text,
        facts: shiftRanges(draft.facts, draft.text, text),
        baseVersion: draft.baseVersion ?? seen,
        idempotencyKey: text === draft.text ? draft.idempotencyKey : newKey(),
      };

/**
 * The draft once a reply was taken back: the reply as it was sent, where this tab still knows it, and before anything that was
 * written since.
 */
export const backInDraft = (draft: ReplyDraft, sent: ReplyDraft, text: string, seen: number): ReplyDraft => {
  const known = sent.text.trim() === text.trim() ? sent : { ...EMPTY, text };
  const restored = { ...known, baseVersion: seen, idempotencyKey: newKey() };
  return draft.text === '' ? restored : { ...restored, text: `${restored.text}\n\n${draft.text}` };
};

/** One's own words on two tickets that became one: nothing that was written is lost, and nothing is sent unseen. */
export const joinedDrafts = (own: ReplyDraft, other: ReplyDraft, seen: number | null): ReplyDraft => ({
  ...(own.text === '' ? other : own),
  text: [own.text, other.text].filter(Boolean).join('\n\n'),
  baseVersion: seen,
  idempotencyKey: newKey(),
});

const replyDraftOf = (number: string): ReplyDraft | null => readDraft(`reply.${number}`) as ReplyDraft | null;

/** Takes away what is being written on a ticket that is not on screen. */
export const takeDraft = (number: string): ReplyDraft | null => {
  const draft = replyDraftOf(number);
  storeDraft(`reply.${number}`, null);
  return draft;
};

/** Puts what is being written on one ticket, and its unsaved note, to another that is not on screen. */
export const moveDrafts = (from: string, to: string, draft: ReplyDraft): void => {
  if (draft.text !== '') {
    const known = replyDraftOf(to) ?? EMPTY;
    // The version that its writer saw is that of another ticket: what is on screen there, once it is, counts.
    storeDraft(`reply.${to}`, joinedDrafts(known, draft, known.baseVersion));
  }
  const notes = [to, from].map((number) => readDraft(`note.${number}`)).filter(Boolean);
  if (notes.length > 0) storeDraft(`note.${to}`, notes.join('\n\n'));
  storeDraft(`note.${from}`, null);
};

/** What is being told to a requester whose inquiry goes back to the shop. `text` null: nothing was written yet. */
export interface HandBackDraft {
  text: string | null;
  /** The requester was told in another way. */
  silent: boolean;
  charset: ReplyCharset | null;
  warningReason: string;
  idempotencyKey: string;
}

const newHandBack = (): HandBackDraft => ({
  text: null,
  silent: false,
  charset: null,
  warningReason: '',
  idempotencyKey: newKey(),
});

export const useReplyDraft = (number: string) => useDraft<ReplyDraft>(`reply.${number}`, EMPTY);
export const useHandBackDraft = (number: string) => {
  const [empty] = useState(newHandBack);
  return useDraft<HandBackDraft>(`hand-back.${number}`, empty);
};
export const useNoteDraft = (number: string) => useDraft<string>(`note.${number}`, '');
