import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { CannedPreview, DeskView, FactValueView, MessageView, TicketView } from '#libs/contracts';
import { useSession } from '../app/session.js';
import { fromHere } from '../shared/from-here.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { ApprovalNotice } from '../approvals/approval-notice.js';
import { TicketApprovalBar } from '../approvals/ticket-approval-bar.js';
import { useApprovalNeed } from '../approvals/use-approval-need.js';
import { CannedPalette } from './canned-palette.js';
import { useCannedTarget } from './canned-target.js';
import { CheckLine } from './check-line.js';
import { ComposerBand } from './composer-band.js';
import { ComposerFoot } from './composer-foot.js';
import type { FactRange } from './draft-text.js';
import { FactMenu } from './fact-menu.js';
import { AnsweredElsewhere } from './mail-reply-to.js';
import { MailUndo } from './mail-undo.js';
import { backInDraft, newKey, withText, type ReplyDraft } from './reply-draft.js';
import { ReplyEditor, type ReplyEditorHandle } from './reply-editor.js';
import { StopPanel } from './stop-panel.js';
import { useDraftMarks } from './use-draft-marks.js';
import { useReply } from './use-reply.js';
import type { TicketVerbs } from './use-ticket-verbs.js';
import { WarningList } from './warning-list.js';
import classes from './composer.module.css';

export interface ComposerHandle {
  focus(): void;
}

interface ComposerProps {
  ticket: TicketView;
  desk: DeskView | undefined;
  verbs: TicketVerbs;
  draft: ReplyDraft;
  keep: (draft: ReplyDraft | null) => void;
  note: string;
  keepNote: (note: string | null) => void;
  /** After a step of one's own: the ticket's version before it, and the ticket. */
  onOwnStep: (before: number, after: TicketView) => void;
  onWriting: (isWriting: boolean) => void;
  onLeave: () => void;
  /** The reply went out. */
  onSent: () => void;
  /** The message that stopped the send, while it is stopped. */
  onStopped: (messageId: string | null) => void;
  ref: Ref<ComposerHandle>;
}

/** Where the facts of a filled text stand once it was inserted at `offset`. */
const factsOf = (preview: CannedPreview, offset: number): FactRange[] => {
  const facts: FactRange[] = [];
  let at = offset;
  for (const part of preview.parts) {
    const length = part.kind === 'open' ? part.label.length + 2 : part.text.length;
    if (part.kind === 'fact') facts.push({ start: at, end: at + length, label: part.label });
    at += length;
  }
  return facts;
};

const joined = (preview: CannedPreview): string =>
  preview.parts.map((part) => (part.kind === 'open' ? `{${part.label}}` : part.text)).join('');

/** Top to bottom: what stopped the send, in whose name, the text, what was checked, what can be done. */
export const Composer = (props: ComposerProps) => {
  const { ticket, desk, verbs, draft, keep, note, keepNote, onOwnStep, onWriting, onLeave, onSent, onStopped, ref } =
    props;
  const { t } = useTranslation(['ticket', 'words', 'approvals']);
  const ownId = useSession().user.id;
  const [mode, setMode] = useState<'reply' | 'note'>('reply');
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [factMenu, setFactMenu] = useState<'typed' | 'called' | null>(null);
  const [hasFocus, setFocus] = useState(false);
  const editor = useRef<ReplyEditorHandle>(null);
  const reasonField = useRef<HTMLInputElement>(null);
  const latest = useRef(draft);
  latest.current = draft;
  /** As it was sent, with its facts: what is taken back is what was written. */
  const sent = useRef(draft);
  const reply = useReply({ ticket, desk, verbs, draft, keep, note, keepNote, onOwnStep });
  const { problems, warnings } = reply.check;
  const need = useApprovalNeed(ticket, draft);
  const isNote = mode === 'note';
  const isWriting =
    !isNote && draft.text !== '' && (hasFocus || isPaletteOpen || factMenu !== null || reply.stopped !== null);

  const stoppedBy = reply.stopped?.newMessages.at(-1)?.id ?? null;
  useEffect(() => onWriting(isWriting), [isWriting, onWriting]);
  useEffect(() => onStopped(stoppedBy), [stoppedBy, onStopped]);
  useImperativeHandle(ref, () => ({ focus: () => editor.current?.focus() }));

  const write = (text: string) => {
    latest.current = withText(latest.current, text, ticket.version);
    keep(latest.current);
  };
  const switchMode = (next: 'reply' | 'note') => {
    // At once: the next key is already text.
    flushSync(() => setMode(next));
    editor.current?.focus();
  };
  const openPalette = () => {
    if (!isNote && !reply.stopped) setPaletteOpen(true);
  };
  const closePalette = () => {
    setPaletteOpen(false);
    editor.current?.focus();
  };
  const insert = (preview: CannedPreview, replaceAll: boolean) => {
    setPaletteOpen(false);
    const start = editor.current?.insert(joined(preview), replaceAll) ?? 0;
    const before = latest.current;
    latest.current = {
      ...before,
      facts: [...before.facts, ...factsOf(preview, start)],
      cannedKeys: [...new Set([...(replaceAll ? [] : before.cannedKeys), preview.key])],
      cannedTitles: [...new Set([...(replaceAll ? [] : before.cannedTitles), `${preview.title} v${preview.version}`])],
      idempotencyKey: newKey(),
    };
    keep(latest.current);
    requestAnimationFrame(() => {
      editor.current?.focus();
      if (preview.open.length > 0) editor.current?.jumpToOpen();
    });
  };
  const openFacts = (how: 'typed' | 'called') => {
    if (!isNote && !reply.stopped) setFactMenu(how);
  };
  const closeFacts = () => {
    // What was typed stays typed.
    if (factMenu === 'typed') editor.current?.insert('@', false);
    setFactMenu(null);
    editor.current?.focus();
  };
  const insertFact = ({ label, text }: FactValueView) => {
    setFactMenu(null);
    const start = editor.current?.insert(text, false) ?? 0;
    const before = latest.current;
    latest.current = { ...before, facts: [...before.facts, { start, end: start + text.length, label }] };
    keep(latest.current);
  };
  const takeBack = (withdrawn: MessageView, after: TicketView) => {
    const seen = after.id === ticket.id ? after.version : ticket.version;
    latest.current = backInDraft(latest.current, sent.current, withdrawn.bodyText, seen);
    keep(latest.current);
    switchMode('reply');
  };
  const thenLeave = async (step: () => Promise<boolean>): Promise<boolean> => {
    const isStillHere = fromHere();
    const isDone = await step();
    if (isDone && isStillHere()) onSent();
    return isDone;
  };
  const send = async () => {
    sent.current = isNote ? sent.current : draft;
    const isDone = await thenLeave(isNote ? reply.saveNote : reply.send);
    if (isDone && isNote) setMode('reply');
    if (isDone || isNote) return;
    if (problems.some((problem) => problem.code === 'reply.placeholder_open')) editor.current?.jumpToOpen();
    else if (reply.needsReason) reasonField.current?.focus();
  };

  const canned = useCannedTarget(isNote || reply.stopped ? null : ticket.id, insert);
  useShortcuts({
    r: () => switchMode('reply'),
    m: () => switchMode('note'),
    'mod+/': openPalette,
    'mod+;': () => openFacts('called'),
    'mod+enter': () => (isPaletteOpen || factMenu ? false : void send()),
    'mod+j': () => (isPaletteOpen || isNote ? false : void editor.current?.jumpToOpen()),
  });

  const marks = useDraftMarks(draft.text, draft.facts, reply.check);
  const address = desk?.replyFrom ?? '';
  return (
    <>
      <div className={classes.composer} data-mode={mode}>
        {reply.stopped && (
          <StopPanel
            details={reply.stopped}
            draft={draft.text}
            choices={{
              discard: () => {
                reply.discard();
                onSent();
              },
              asNote: () => void thenLeave(reply.asNote),
              sendAnyway: () => void thenLeave(reply.sendAnyway),
              goOn: () => {
                reply.goOn();
                editor.current?.focus();
              },
            }}
          />
        )}
        <TicketApprovalBar
          ticket={ticket}
          onBack={(text) => {
            const written = latest.current.text;
            // What was written since stands after it.
            if (!written.includes(text)) write([text, written].filter(Boolean).join('\n\n'));
            switchMode('reply');
          }}
        />
        <ComposerBand
          ticket={ticket}
          desk={desk}
          use={
            reply.failure
              ? t(isNote ? 'ticket:band.noteFailed' : 'ticket:band.failed', { reason: reply.failure })
              : isNote
                ? t('ticket:band.note')
                : canned.isMissed
                  ? t('ticket:canned.failed')
                  : t('ticket:band.use', { address })
          }
          charset={isNote ? null : reply.charset}
          onCharset={(charset) => keep({ ...draft, charset, idempotencyKey: newKey() })}
        />
        {!isNote && <AnsweredElsewhere ticket={ticket} />}
        <div className={classes.scroll}>
          <ReplyEditor
            key={mode}
            ref={editor}
            text={isNote ? note : draft.text}
            marks={isNote ? [] : marks}
            label={isNote ? t('ticket:editor.note') : t('ticket:editor.reply')}
            describedBy={isNote ? undefined : 'reply-checks'}
            placeholder={isNote ? t('ticket:editor.notePlaceholder') : t('ticket:editor.placeholder')}
            lang={isNote ? 'ja' : ticket.language}
            readOnly={reply.isBusy}
            onText={isNote ? (text) => keepNote(text === '' ? null : text) : write}
            onSlash={openPalette}
            onAt={isNote ? undefined : () => openFacts('typed')}
            onEscape={onLeave}
            onFocusChange={setFocus}
          />
        </div>
        {!isNote && (
          <>
            <CheckLine id="reply-checks" text={draft.text} check={reply.check} blocked={reply.writeBlock} />
            <WarningList
              id="reply-reason"
              warnings={warnings}
              reason={draft.warningReason}
              onReason={(warningReason) => keep({ ...draft, warningReason })}
              onGo={(place) => editor.current?.select(place)}
              fieldRef={reasonField}
            />
          </>
        )}
        {!isNote && (
          <ApprovalNotice
            need={need}
            note={draft.approvalNote}
            onNote={(approvalNote) => keep({ ...draft, approvalNote })}
          />
        )}
        <ComposerFoot
          sendWord={need ? t('approvals:composer.send') : undefined}
          isNote={isNote}
          blocked={isNote ? reply.noteBlocked : reply.stopped ? t('ticket:send.stopped') : reply.blocked}
          undo={<MailUndo ticket={ticket} ownId={ownId} verbs={verbs} onUndone={takeBack} />}
          then={draft.then}
          cannedTitles={draft.cannedTitles}
          onThen={(then) => keep({ ...draft, then })}
          onCanned={openPalette}
          onFacts={() => openFacts('called')}
          onMode={() => switchMode(isNote ? 'reply' : 'note')}
          onSend={() => void send()}
        />
        {factMenu && <FactMenu ticketId={ticket.id} onInsert={insertFact} onClose={closeFacts} />}
      </div>
      {/* Over the whole ticket, not within the composer, which is low while nothing is written. */}
      {isPaletteOpen && (
        <CannedPalette
          ticket={ticket}
          desk={desk}
          onInsert={(id, replaceAll) => void canned.insertCanned(id, replaceAll)}
          onClose={closePalette}
        />
      )}
    </>
  );
};
