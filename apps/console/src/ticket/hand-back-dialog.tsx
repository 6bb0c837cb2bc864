import { IconBuildingStore, IconPlayerPause } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, TicketView } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { useAttempt } from '../shared/use-attempt.js';
import { cannedPreviewQuery, cannedQuery } from './canned-queries.js';
import { CheckLine } from './check-line.js';
import { ComposerBand } from './composer-band.js';
import { newKey, useHandBackDraft } from './reply-draft.js';
import { ReplyEditor, type ReplyEditorHandle } from './reply-editor.js';
import { TicketDialog } from './ticket-dialog.js';
import { useDraftMarks } from './use-draft-marks.js';
import { useReplyCheck } from './use-reply-check.js';
import { useTextBlock, useWriteBlock } from './use-reply.js';
import type { TicketVerbs } from './use-ticket-verbs.js';
import { isReason, WarningList } from './warning-list.js';
import classes from './hand-back.module.css';

interface HandBackDialogProps {
  ticket: TicketView;
  desk: DeskView | undefined;
  verbs: TicketVerbs;
  /** The draft under the conversation: who wrote one meant it for this. */
  written: string;
  onClose: () => void;
  /** It is the shop's now. */
  onDone: (sent: string | null) => void;
}

/** The approved text that tells a requester that the shop answers. */
const CANNED_KEY = 'handed_back';

/** `B`: what the requester is told, what the shop receives, and that the clock stops, before an inquiry is the shop's again. */
export const HandBackDialog = ({ ticket, desk, verbs, written, onClose, onDone }: HandBackDialogProps) => {
  const { t } = useTranslation(['ticket', 'app']);
  const [draft, keep] = useHandBackDraft(ticket.number);
  const [baseVersion] = useState(ticket.version);
  const { isBusy, failure, attempt } = useAttempt();
  const [isStopped, setStopped] = useState(false);
  const editor = useRef<ReplyEditorHandle>(null);
  const reasonField = useRef<HTMLInputElement>(null);

  const hasAddress = Boolean(ticket.requester?.email);
  const isSilent = draft.silent || !hasAddress;
  const canned = useQuery(cannedQuery(ticket.id, '')).data?.find(
    ({ key, language }) => key === CANNED_KEY && language === ticket.language,
  );
  const preview = useQuery({ ...cannedPreviewQuery(ticket.id, canned?.id ?? ''), enabled: canned !== undefined }).data;
  const suggested = written || preview?.text;
  const text = draft.text ?? suggested ?? '';
  const charset = draft.charset ?? desk?.replyCharset ?? null;
  const check = useReplyCheck(ticket.id, isSilent ? '' : text, charset);
  const marks = useDraftMarks(text, [], check);
  const writeBlock = useWriteBlock(ticket);
  const textBlock = useTextBlock(text, check);
  const needsReason = textBlock === null && check.warnings.length > 0 && !isReason(draft.warningReason);
  const standing = isStopped || isBusy ? t(isBusy ? 'ticket:send.busy' : 'ticket:handBack.changed') : null;
  const ofText = isSilent ? null : (writeBlock ?? textBlock ?? (needsReason ? t('ticket:handBack.needsReason') : null));
  const blocked = standing ?? ofText;

  const give = async () => {
    if (blocked) {
      announce(blocked, 'assertive');
      if (needsReason) reasonField.current?.focus();
      return;
    }
    const hand = async () => {
      await verbs.handBack(ticket.id, {
        text: isSilent ? null : text,
        baseVersion,
        idempotencyKey: draft.idempotencyKey,
        ...(charset && { charset }),
        cannedKeys: text === preview?.text ? [CANNED_KEY] : [],
        ...(check.warnings.length > 0 ? { warningReason: draft.warningReason } : {}),
      });
      keep(null);
      announce(t('ticket:handBack.done'));
      onDone(isSilent ? null : text);
    };
    await attempt(hand, ({ code }) => {
      setStopped(code === 'ticket.changed');
      keep({ ...draft, idempotencyKey: newKey() });
    });
  };

  return (
    <TicketDialog
      title={t('ticket:handBack.title', { shop: desk?.siteName ?? '' })}
      icon={<IconBuildingStore size={20} stroke={1.75} aria-hidden="true" />}
      size={720}
      cancel={t('ticket:handBack.cancel')}
      verb={t(isSilent ? 'ticket:handBack.give' : 'ticket:handBack.sendAndGive')}
      blocked={blocked}
      failure={failure}
      onClose={onClose}
      onDo={() => void give()}
    >
      <ComposerBand
        ticket={ticket}
        desk={desk}
        use={isSilent ? t('ticket:handBack.silentBand') : t('ticket:band.use', { address: desk?.replyFrom ?? '' })}
        charset={isSilent ? null : charset}
        onCharset={(next) => keep({ ...draft, charset: next, idempotencyKey: newKey() })}
      />
      {!isSilent && (
        <>
          <div className={classes.text}>
            <ReplyEditor
              ref={editor}
              isFirst
              text={text}
              marks={marks}
              label={t('ticket:editor.reply')}
              describedBy="hand-back-checks"
              placeholder={t('ticket:handBack.placeholder')}
              lang={ticket.language}
              readOnly={isBusy}
              onText={(next) => keep({ ...draft, text: next, idempotencyKey: newKey() })}
              onSlash={() => editor.current?.insert('/', false)}
              onEscape={onClose}
              onFocusChange={() => undefined}
            />
          </div>
          <CheckLine id="hand-back-checks" text={text} check={check} blocked={writeBlock} />
          <WarningList
            id="hand-back-reason"
            warnings={check.warnings}
            reason={draft.warningReason}
            onReason={(warningReason) => keep({ ...draft, warningReason })}
            onGo={(place) => editor.current?.select(place)}
            fieldRef={reasonField}
          />
        </>
      )}
      <label className={classes.silent}>
        <input
          type="checkbox"
          checked={isSilent}
          disabled={!hasAddress}
          onChange={(event) => keep({ ...draft, silent: event.currentTarget.checked, idempotencyKey: newKey() })}
        />
        {t(hasAddress ? 'ticket:handBack.silent' : 'ticket:handBack.noAddress')}
      </label>
      <section className={classes.receives} aria-labelledby="hand-back-receives">
        <h3 id="hand-back-receives">{t('ticket:handBack.receives', { shop: desk?.siteName ?? '' })}</h3>
        <ul>
          <li>{t('ticket:handBack.inquiry', { number: ticket.number })}</li>
          <li>{t('ticket:handBack.contact')}</li>
          <li>{t('ticket:handBack.words')}</li>
        </ul>
        <p>
          <IconPlayerPause size={16} stroke={1.75} aria-hidden="true" />
          {t('ticket:handBack.clock')}
        </p>
      </section>
    </TicketDialog>
  );
};
