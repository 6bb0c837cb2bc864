import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  errorMessage,
  type DeskView,
  type ReplyCharset,
  type TicketChangedDetails,
  type TicketView,
  NOTE_LENGTH,
  REPLY_LENGTH,
} from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { useCan, useSession } from '../app/session.js';
import { announce } from '../shared/announcer.js';
import { ApiError } from '../wire/api.js';
import { useConnection } from '../wire/socket.js';
import { type LeftUnsent, useLeftUnsent } from './left-unsent.js';
import { newKey, type ReplyDraft } from './reply-draft.js';
import { useReplyCheck, type ReplyCheck } from './use-reply-check.js';
import type { TicketVerbs } from './use-ticket-verbs.js';
import { isReason } from './warning-list.js';

interface ReplyOptions {
  ticket: TicketView;
  desk: DeskView | undefined;
  verbs: TicketVerbs;
  draft: ReplyDraft;
  keep: (draft: ReplyDraft | null) => void;
  note: string;
  keepNote: (note: string | null) => void;
  onOwnStep: (before: number, after: TicketView) => void;
}

export interface Reply {
  check: ReplyCheck;
  /** In which charset it leaves; null: the desk's, which is not known here yet. */
  charset: ReplyCharset | null;
  /** Nothing but the reason for its warnings is missing. */
  needsReason: boolean;
  /** The one reason why the reply cannot be sent now, or null. */
  blocked: string | null;
  /** Why nothing can be sent on this ticket now, whatever the text. */
  writeBlock: string | null;
  noteBlocked: string | null;
  /** What arrived while the reply was written; the send was stopped. */
  stopped: TicketChangedDetails | null;
  /** Why the last attempt failed; the text is kept. */
  failure: string | null;
  isBusy: boolean;
  send: () => Promise<boolean>;
  sendAnyway: () => Promise<boolean>;
  goOn: () => void;
  discard: () => void;
  asNote: () => Promise<boolean>;
  saveNote: () => Promise<boolean>;
}

/** Why this person cannot write to the requester of this ticket now, whatever the text. */
export const useWriteBlock = (ticket: TicketView): string | null => {
  const { t } = useTranslation(['ticket', 'app', 'approvals', 'merging']);
  const { user } = useSession();
  const connection = useConnection();
  const mayAssign = useCan('ticket:assign');
  if (!useCan('ticket:answer')) return t('ticket:send.notAllowed');
  if (connection.state === 'cut') return t('ticket:send.cut');
  if (ticket.state === 'merged') return t('merging:blocked', { number: ticket.mergedInto?.number ?? '' });
  if (ticket.state === 'waiting_approval') return t('approvals:composer.blocked');
  if (ticket.assigneeId !== null && ticket.assigneeId !== user.id && !mayAssign) {
    return t('ticket:header.heldBy', { name: ticket.assigneeName ?? '' });
  }
  if (ticket.requester && !ticket.requester.email) return errorMessage('reply.no_address', presentLanguage());
  return null;
};

/** How much too long a text is, in words. */
export const useLengthBlock = (text: string, most: number): string | null => {
  const { t } = useTranslation('ticket');
  if (text.length <= most) return null;
  const [limit, count] = [most, text.length].map((each) => each.toLocaleString('en')) as [string, string];
  return t('send.tooLong', { most: limit, count });
};

/** What in the text stops it. */
export const useTextBlock = (text: string, { problems, lostCharacters }: ReplyCheck): string | null => {
  const { t } = useTranslation(['ticket', 'words']);
  const lengthBlock = useLengthBlock(text, REPLY_LENGTH);
  if (text.trim() === '') return t('ticket:send.empty');
  if (lengthBlock) return lengthBlock;
  const open = problems.flatMap((problem) => (problem.code === 'reply.placeholder_open' ? [problem.label] : []));
  if (open.length > 0) return t('ticket:check.open', { count: open.length, labels: open.join('、') });
  const first = problems.find((problem) => problem.code !== 'reply.empty');
  if (first && 'secret' in first) {
    return errorMessage(first.code, presentLanguage(), { secrets: [t(`words:secret.${first.secret}`)] });
  }
  if (lostCharacters.length === 0) return null;
  return errorMessage('reply.characters_lost', presentLanguage(), { characters: [...lostCharacters] });
};

/** Sending a reply: checked, sent once, stopped when something newer exists, and never at the cost of the text. */
export const useReply = ({ ticket, desk, verbs, draft, keep, note, keepNote, onOwnStep }: ReplyOptions): Reply => {
  const { t } = useTranslation(['ticket', 'app', 'approvals']);
  const charset = draft.charset ?? desk?.replyCharset ?? null;
  const check = useReplyCheck(ticket.id, draft.text, charset);
  const [stopped, setStopped] = useState<TicketChangedDetails | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const writeBlock = useWriteBlock(ticket);
  const textBlock = useTextBlock(draft.text, check);
  const mayNote = useCan('ticket:note');
  const noteLength = useLengthBlock(note, NOTE_LENGTH);
  const isCut = useConnection().state === 'cut';
  const needsReason = textBlock === null && check.warnings.length > 0 && !isReason(draft.warningReason);
  const blocked =
    writeBlock ??
    textBlock ??
    (needsReason ? errorMessage('reply.needs_reason', presentLanguage()) : isBusy ? t('ticket:send.busy') : null);
  const noteBlocked = !mayNote
    ? t('ticket:send.notAllowed')
    : isCut
      ? t('ticket:send.cut')
      : note.trim() === ''
        ? t('ticket:send.emptyNote')
        : (noteLength ?? (isBusy ? t('ticket:send.busy') : null));

  const [left, leftStore] = useLeftUnsent();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  useEffect(() => {
    const own = left.find(({ number }) => number === ticket.number);
    if (!own) return;
    setFailure(own.reason);
    leftStore.set(left.filter((each) => each !== own));
  }, [left, leftStore, ticket.number]);

  const attempt = async (kind: LeftUnsent['kind'], work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const reason = error.sentence(presentLanguage());
      if (!isHere.current) leftStore.set([...leftStore.get(), { number: ticket.number, kind, reason }]);
      else if (error.code === 'ticket.changed') setStopped(error.details as unknown as TicketChangedDetails);
      else {
        // The server has seen this key with another text: the next attempt is a new one.
        if (error.code === 'idempotency.mismatch') keep({ ...draft, idempotencyKey: newKey() });
        setFailure(reason);
        announce(reason, 'assertive');
      }
      return false;
    } finally {
      setBusy(false);
    }
  };

  const post = (baseVersion: number) =>
    attempt('reply', async () => {
      const after = await verbs.reply(ticket.id, {
        text: draft.text,
        baseVersion,
        idempotencyKey: draft.idempotencyKey,
        then: draft.then,
        cannedKeys: draft.cannedKeys,
        ...(charset && { charset }),
        ...(check.warnings.length > 0 ? { warningReason: draft.warningReason } : {}),
        ...(draft.approvalNote.trim() === '' ? {} : { approvalNote: draft.approvalNote }),
      });
      keep(null);
      setStopped(null);
      announce(t(after.state === 'waiting_approval' ? 'approvals:composer.sent' : 'ticket:send.done'));
    });

  const postNote = (text: string) =>
    attempt('note', async () => {
      onOwnStep(ticket.version, await verbs.note(ticket.id, text));
      announce(t('ticket:send.noteDone'));
    });

  const refuse = (reason: string): Promise<boolean> => {
    announce(reason, 'assertive');
    return Promise.resolve(false);
  };

  return {
    check,
    charset,
    needsReason,
    blocked,
    writeBlock,
    noteBlocked,
    stopped,
    failure,
    isBusy,
    send: () =>
      blocked ? refuse(blocked) : stopped ? Promise.resolve(false) : post(draft.baseVersion ?? ticket.version),
    sendAnyway: () => (blocked ? refuse(blocked) : post(stopped?.version ?? ticket.version)),
    goOn: () => {
      if (stopped) keep({ ...draft, baseVersion: stopped.version, idempotencyKey: newKey() });
      setStopped(null);
    },
    discard: () => {
      keep(null);
      setStopped(null);
      announce(t('ticket:stop.discarded'));
    },
    asNote: async () => {
      if (isBusy) return refuse(t('ticket:send.busy'));
      const isSaved = await postNote(draft.text);
      if (isSaved) {
        keep(null);
        setStopped(null);
      }
      return isSaved;
    },
    saveNote: async () => {
      if (noteBlocked) return refuse(noteBlocked);
      const isSaved = await postNote(note);
      if (isSaved) keepNote(null);
      return isSaved;
    },
  };
};
