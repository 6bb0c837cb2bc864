import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ApprovalRow, DeskView } from '#libs/contracts';
import { ChannelIcon } from '../shared/channel-icon.js';
import { DueClock } from '../shared/due-clock.js';
import { maskedWords } from '../shared/masked-words.js';
import { Tag } from '../shared/tag.js';
import { TenantMark } from '../shared/tenant-mark.js';
import { clockTime, spanOf } from '../shared/time.js';
import { Empty } from '../shared/empty.js';
import listRows from '../shared/list-row.module.css';
import classes from './approval-list.module.css';

interface ApprovalListProps {
  label: string;
  rows: readonly ApprovalRow[];
  desks: ReadonlyMap<string, DeskView>;
  chosenId: string | null;
  onChoose: (id: string) => void;
}

/** The reason that says most about a reply, with how far it left the approved text. */
const useReasonWord = () => {
  const { t } = useTranslation(['approvals', 'words']);
  return (row: ApprovalRow): string => {
    const [first] = row.reasons;
    if (first === 'text_changed') return t('approvals:short.text_changed', { percent: row.changedPercent });
    if (first === 'delicate_topic') return t(`words:topic.${row.topic}`);
    return t(`approvals:short.${first}`);
  };
};

/** What waits, by due time; it never moves under the one that is read. */
export const ApprovalListBox = ({ label, rows, desks, chosenId, onChoose }: ApprovalListProps) => {
  const { t } = useTranslation(['approvals', 'words']);
  const reasonWord = useReasonWord();
  return (
    <ul className={classes.rows} role="listbox" aria-label={label}>
      {rows.map((row) => {
        const desk = desks.get(row.deskId);
        const isDone = row.state !== 'waiting';
        return (
          <li key={row.id} role="presentation">
            <button
              type="button"
              id={`approval-${row.id}`}
              role="option"
              className={`${listRows.listRow} ${classes.row}`}
              aria-selected={row.id === chosenId}
              data-done={isDone}
              onClick={() => onChoose(row.id)}
            >
              <TenantMark mark={desk?.mark} />
              <span className={classes.rowLines}>
                <span className={classes.rowTop}>
                  <strong>{desk?.siteName ?? ''}</strong>
                  <span className={classes.rowTopic}>{t(`words:topic.${row.topic}`)}</span>
                  <span className={classes.rowEnd}>
                    {isDone ? (
                      <span className={classes.quiet}>{row.decidedAt && clockTime(row.decidedAt)}</span>
                    ) : (
                      row.dueAt && <DueClock dueAt={row.dueAt} />
                    )}
                  </span>
                </span>
                <span className={classes.rowText}>
                  <span>
                    <ChannelIcon channel={row.channel} size={14} />
                    {t('words:honorific', { name: row.requesterName, defaultValue: row.requesterName })} ―{' '}
                    {maskedWords(row.subject, (secret) => t(`words:masked.${secret}`))}
                  </span>
                  <span className={classes.rowEnd}>
                    {isDone ? (
                      <Tag>{row.withdrawn ? t('approvals:state.withdrawn') : t(`approvals:state.${row.state}`)}</Tag>
                    ) : row.reviewer ? (
                      <Tag dashed>{t('approvals:reading', { name: row.reviewer.name })}</Tag>
                    ) : row.mayDecide ? (
                      <Tag>{reasonWord(row)}</Tag>
                    ) : (
                      <Tag dashed>{t('approvals:own')}</Tag>
                    )}
                  </span>
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
};

const useAverage = (minutes: number): string => {
  const { t } = useTranslation('words');
  const { unit, count } = spanOf(Math.max(1, minutes) * 60_000);
  return t(`span.${unit}`, { count });
};

export const Average = ({ minutes }: { minutes: number }) => {
  const { t } = useTranslation('approvals');
  return <span>{t('average', { span: useAverage(minutes) })}</span>;
};

export const NothingWaits = ({ done, averageMinutes }: { done: number; averageMinutes: number | null }) => {
  const { t } = useTranslation('approvals');
  const span = useAverage(averageMinutes ?? 0);
  return (
    <Empty icon={IconCircleCheck} title={t('empty')}>
      {done > 0 ? t('emptyToday', { count: done, span }) : t('emptyNote')}
    </Empty>
  );
};
