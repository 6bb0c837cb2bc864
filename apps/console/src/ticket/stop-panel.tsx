import { IconHandStop } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketChangedDetails } from '#libs/contracts';
import { announce } from '../shared/announcer.js';
import { Action } from '../shared/action.js';
import { isComposing } from '../shared/shortcuts.js';
import { useStaffNames } from '../wire/queries.js';
import { clockTime } from '../shared/time.js';
import { sharedSentences } from './draft-text.js';
import { useEventSentence } from './event-line.js';
import { MaskedText } from './masked-text.js';
import classes from './composer.module.css';

export interface StopChoices {
  discard: () => void;
  asNote: () => void;
  sendAnyway: () => void;
  goOn: () => void;
}

const Compared = ({ text, other }: { text: string; other: string }) => (
  <div className={classes.compared}>
    {sharedSentences(text.replaceAll(/\n{2,}/g, '\n'), other).map((part, index) =>
      part.shared ? (
        <mark key={index} data-kind="shared">
          {part.text}
        </mark>
      ) : (
        <MaskedInline key={index} text={part.text} />
      ),
    )}
  </div>
);

const MaskedInline = ({ text }: { text: string }) =>
  text.includes('[[masked:') ? <MaskedText text={text} /> : <span>{text}</span>;

/** Something newer exists: the send was stopped, the draft is kept, and one of four things is chosen. */
export const StopPanel = ({
  details,
  draft,
  choices,
}: {
  details: TicketChangedDetails;
  draft: string;
  choices: StopChoices;
}) => {
  const { t } = useTranslation(['ticket', 'words']);
  const sentence = useEventSentence();
  const goOn = useRef<HTMLButtonElement>(null);
  const message = details.newMessages.findLast((each) => !each.automatic) ?? details.newMessages.at(-1) ?? null;
  const event = details.newEvents.at(-1) ?? null;
  const names = useStaffNames();
  const who = (message?.authorId && names.get(message.authorId)) || message?.from;
  const why = message
    ? t(`ticket:stop.${message.kind}`, { name: who })
    : event
      ? sentence(event)
      : t('ticket:stop.changed');

  const hasShared = message !== null && sharedSentences(draft, message.bodyText).some((part) => part.shared);

  useEffect(() => {
    goOn.current?.focus();
    announce(`${t('ticket:stop.title')} ${why} ${t('ticket:stop.kept')}`, 'assertive');
  }, [t, why]);

  return (
    <section
      className={classes.stop}
      aria-label={t('ticket:stop.title')}
      onKeyDown={(press) => {
        if (press.key !== 'Escape' || isComposing(press.nativeEvent)) return;
        press.preventDefault();
        press.stopPropagation();
        choices.goOn();
      }}
    >
      <p className={classes.stopTitle}>
        <IconHandStop size={18} stroke={1.75} aria-hidden="true" />
        <strong>{t('ticket:stop.title')}</strong>
        <span>
          {why} {t('ticket:stop.kept')}
        </span>
      </p>
      <div className={classes.both} data-single={message === null}>
        {message && (
          <div className={classes.text}>
            <h3>{t(`ticket:stop.theirs.${message.kind}`, { name: who, time: clockTime(message.createdAt) })}</h3>
            <Compared text={message.bodyText} other={draft} />
          </div>
        )}
        <div className={classes.text}>
          <h3>{t('ticket:stop.yours')}</h3>
          <Compared text={draft} other={message?.bodyText ?? ''} />
        </div>
      </div>
      <div className={classes.stopFoot}>
        {hasShared && <span className={classes.legend}>{t('ticket:stop.legend')}</span>}
        <Action onClick={choices.discard}>{t('ticket:stop.discard')}</Action>
        <Action onClick={choices.asNote}>{t('ticket:stop.asNote')}</Action>
        <Action onClick={choices.sendAnyway}>{t('ticket:stop.sendAnyway')}</Action>
        <Action ref={goOn} look="primary" keys={['Enter']} onClick={choices.goOn}>
          {t('ticket:stop.goOn')}
        </Action>
      </div>
    </section>
  );
};
