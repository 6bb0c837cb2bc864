import { IconAlertTriangle, IconCheck, IconMessage, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeskView, QuarantinedMailView } from '#libs/contracts';
import { TenantMark } from '../shared/tenant-mark.js';
import { useNow } from '../shared/ticker.js';
import { fileSize } from '../ticket/mail-text.js';
import { waitsLong } from './ledger-sum.js';
import { recentTime, useMailWords } from './mail-words.js';
import { More, type MorePages } from './more.js';
import { Empty } from '../shared/empty.js';
import listRows from '../shared/list-row.module.css';
import screen from './mail.module.css';
import classes from './quarantine-table.module.css';

interface QuarantineTableProps {
  mails: readonly QuarantinedMailView[];
  /** How many wait in all. */
  total: number;
  more: MorePages | false;
  desks: ReadonlyMap<string, DeskView>;
  chosenId: string | null;
  markedIds: ReadonlySet<string>;
  onChoose: (id: string) => void;
}

/** Mail that waits for a person, the oldest first; nothing moves here but what somebody decided. */
export const QuarantineTable = ({ mails, total, more, desks, chosenId, markedIds, onChoose }: QuarantineTableProps) => {
  const { t } = useTranslation('mail');
  const words = useMailWords();
  const now = useNow(10_000);
  return (
    <section aria-labelledby="quarantine-title">
      <header className={screen.sectionHead}>
        <h2 id="quarantine-title">{t('quarantine.title', { count: total })}</h2>
        {mails.length > 1 && (
          <span>
            {markedIds.size > 0 ? t('marks.count', { count: markedIds.size }) : t('quarantine.order')}{' '}
            <kbd className="key">X</kbd> {t('marks.mark')}
          </span>
        )}
      </header>
      {mails.length === 0 ? (
        <Empty icon={IconShieldCheck} title={t('quarantine.empty')}>
          {t('quarantine.emptyNote')}
        </Empty>
      ) : (
        <>
          <div className={classes.columns} aria-hidden="true">
            <span>{t('quarantine.received')}</span>
            <span>{t('quarantine.sender')}</span>
            <span>{t('quarantine.subject')}</span>
            <span>{t('quarantine.reason')}</span>
            <span>{t('quarantine.size')}</span>
            <span>{t('quarantine.age')}</span>
          </div>
          <ul>
            {mails.map((mail) => {
              const sender = mail.senderAddress ?? (mail.envelopeFrom || t('noSender'));
              const subject = mail.subject ?? t('noSubject');
              const reason = words.quarantined(mail.reason);
              const span = words.span(mail.receivedAt, now);
              const isMarked = markedIds.has(mail.id);
              const extra = [isMarked && t('marks.marked'), mail.note && t('leave.row', { name: mail.note.by })].filter(
                Boolean,
              );
              const isLate = waitsLong(mail.receivedAt, now);
              return (
                <li key={mail.id}>
                  <button
                    type="button"
                    id={`quarantined-${mail.id}`}
                    className={`${listRows.listRow} ${classes.row}`}
                    aria-current={mail.id === chosenId ? 'true' : undefined}
                    aria-label={`${desks.get(mail.deskId)?.siteName ?? ''} ${t('quarantine.item', { sender, subject, reason, span })}${isLate ? ` ${t('quarantine.tooOld')}` : ''} ${extra.join(' ')}`}
                    data-marked={isMarked}
                    onClick={() => onChoose(mail.id)}
                  >
                    <time dateTime={mail.receivedAt}>
                      {isMarked && <IconCheck size={14} stroke={2.25} aria-hidden="true" />}
                      {recentTime(mail.receivedAt, now)}
                    </time>
                    <span className={classes.sender}>
                      <TenantMark mark={desks.get(mail.deskId)?.mark} size={20} />
                      <span>{sender}</span>
                    </span>
                    <strong>{subject}</strong>
                    <span className={classes.reason}>
                      {mail.note && <IconMessage size={14} stroke={1.75} aria-hidden="true" />}
                      {reason}
                    </span>
                    <span className={classes.size}>{fileSize(mail.size)}</span>
                    <span className={classes.age} data-late={isLate}>
                      {isLate && <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />}
                      {span}
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
          <More pages={more} shown={mails.length} total={total} />
        </>
      )}
    </section>
  );
};
