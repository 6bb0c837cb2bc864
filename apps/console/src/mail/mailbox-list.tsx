import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconPlayerPause,
  IconStack2,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeskView, MailboxView, MailLedgerRow } from '#libs/contracts';
import { TenantMark } from '../shared/tenant-mark.js';
import { useNow } from '../shared/ticker.js';
import { recentTime } from './mail-words.js';
import { faultTone, mailboxState, type MailboxState } from './mailbox-state.js';
import listRows from '../shared/list-row.module.css';
import classes from './mailbox-list.module.css';

const SIGNS = {
  gap: { tone: 'danger', Icon: IconAlertOctagon },
  fault: { tone: 'danger', Icon: IconAlertOctagon },
  stopped: { tone: 'warn', Icon: IconPlayerPause },
  quarantined: { tone: 'warn', Icon: IconAlertTriangle },
  ok: { tone: 'ok', Icon: IconCircleCheck },
  smtp: { tone: 'ok', Icon: IconCircleCheck },
  waiting: { tone: 'plain', Icon: IconClock },
} as const;

const StateWord = ({ state }: { state: MailboxState }) => {
  const { t } = useTranslation('mail');
  const now = useNow(10_000);
  const { tone, Icon } = SIGNS[state.kind];
  const words = (): string => {
    switch (state.kind) {
      case 'gap':
        return t('mailboxes.gap', { count: state.count });
      case 'fault':
        return t('mailboxes.faultSince', { time: state.since ? recentTime(state.since, now) : '' });
      case 'stopped':
        return t('mailboxes.stopped');
      case 'quarantined':
        return t('mailboxes.quarantined', { count: state.count });
      case 'ok':
        return state.at ? t('mailboxes.okAt', { time: recentTime(state.at, now) }) : t('mailboxes.ok');
      case 'smtp':
        return t('mailboxes.smtp');
      case 'waiting':
        return t('mailboxes.waiting');
    }
  };
  return (
    <span className={classes.state} data-tone={state.kind === 'fault' ? faultTone(state.since, now) : tone}>
      <Icon size={15} stroke={1.75} aria-hidden="true" />
      {words()}
    </span>
  );
};

interface MailboxListProps {
  mailboxes: readonly MailboxView[];
  rows: readonly MailLedgerRow[];
  desks: ReadonlyMap<string, DeskView>;
  chosenId: string | null;
  onChoose: (id: string | null) => void;
  /** Whether all of them together can be chosen. */
  hasAll: boolean;
}

/** The mailboxes of all shops in sight, each with how it stands. */
export const MailboxList = ({ mailboxes, rows, desks, chosenId, onChoose, hasAll }: MailboxListProps) => {
  const { t } = useTranslation('mail');
  return (
    <ul>
      {hasAll && (
        <li>
          <button
            type="button"
            className={`${listRows.listRow} ${classes.mailbox}`}
            aria-current={chosenId === null ? 'true' : undefined}
            onClick={() => onChoose(null)}
          >
            <IconStack2 size={24} stroke={1.5} aria-hidden="true" />
            <strong className={classes.mailboxName}>{t('mailboxes.all')}</strong>
            <span className={classes.mailboxAddress}>{t('mailboxes.count', { count: mailboxes.length })}</span>
          </button>
        </li>
      )}
      {mailboxes.map((mailbox) => {
        const desk = desks.get(mailbox.deskId);
        return (
          <li key={mailbox.id}>
            <button
              type="button"
              className={`${listRows.listRow} ${classes.mailbox}`}
              aria-current={chosenId === mailbox.id ? 'true' : undefined}
              onClick={() => onChoose(mailbox.id)}
            >
              <TenantMark mark={desk?.mark} />
              <strong className={classes.mailboxName}>{desk?.siteName ?? ''}</strong>
              <span className={classes.mailboxAddress}>{mailbox.address}</span>
              <StateWord
                state={mailboxState(
                  mailbox,
                  rows.find((row) => row.mailboxId === mailbox.id),
                )}
              />
            </button>
          </li>
        );
      })}
    </ul>
  );
};
