import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TOPICS, type TicketRow } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { useConnection } from '../wire/socket.js';
import type { Marks } from './use-marks.js';
import classes from './bulk-bar.module.css';

const byAge = (one: TicketRow, other: TicketRow): number => one.createdAt.localeCompare(other.createdAt);

interface BulkBarProps {
  marks: Marks;
  rows: ReadonlyMap<string, TicketRow>;
  onAssign: () => void;
  onReply: () => void;
}

/** What can be done to all marked rows, and how the last time went. */
export const BulkBar = ({ marks, rows, onAssign, onReply }: BulkBarProps) => {
  const { t } = useTranslation(['queue', 'words', 'app', 'merging']);
  const connection = useConnection();
  const mayAssign = useCan('ticket:assign');
  const mayAnswer = useCan('ticket:answer');
  const maySort = useCan('ticket:sort');
  const mayRelease = useCan('ticket:release');
  const mayMerge = useCan('ticket:merge');
  const marked = [...marks.ids].flatMap((id) => rows.get(id) ?? []).toSorted(byAge);
  if (marks.ids.size === 0 && marks.said === null) return null;
  const blocked =
    connection.state === 'cut'
      ? t('app:connection.blocked')
      : marks.isBusy
        ? t('queue:bulk.busy')
        : marks.ids.size === 0
          ? t('queue:bulk.nothing')
          : null;
  const cannotMerge = blocked ?? (marked.length < 2 ? t('merging:bulk.needsTwo') : null);
  return (
    <section className={classes.bar} aria-label={t('queue:bulk.label')}>
      <p className={classes.count}>
        <strong>{t('queue:bulk.count', { count: marks.ids.size })}</strong>
        {marks.said && <span>{marks.said}</span>}
      </p>
      <div className={classes.verbs}>
        {mayAssign && (
          <Action keys={['A']} blocked={blocked} onClick={onAssign}>
            {t('queue:bulk.assign')}
          </Action>
        )}
        {mayAnswer && (
          <Action keys={['R']} blocked={blocked} onClick={onReply}>
            {t('queue:bulk.reply')}
          </Action>
        )}
        {maySort && (
          <Menu withInitialFocusPlaceholder={false} position="top-start" shadow="md" width={220} disabled={!!blocked}>
            <Menu.Target>
              <Action blocked={blocked}>{t('queue:bulk.topic')}</Action>
            </Menu.Target>
            <Menu.Dropdown className={classes.menu}>
              {TOPICS.map((topic) => (
                <Menu.Item key={topic} onClick={() => void marks.sort(topic)}>
                  {t(`words:topic.${topic}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {mayMerge && (
          <Menu
            withInitialFocusPlaceholder={false}
            position="top-start"
            shadow="md"
            width={300}
            disabled={!!cannotMerge}
          >
            <Menu.Target>
              <Action blocked={cannotMerge}>{t('merging:verb')}</Action>
            </Menu.Target>
            <Menu.Dropdown className={classes.menu}>
              <Menu.Label>{t('merging:bulk.label')}</Menu.Label>
              {marked.map(({ id, number, requesterName, channel }) => (
                <Menu.Item key={id} onClick={() => void marks.mergeInto(id)}>
                  {number} {t('words:honorific', { name: requesterName })} {t(`words:channel.${channel}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {mayRelease && (
          <Action blocked={blocked} onClick={() => void marks.release()}>
            {t('queue:bulk.release')}
          </Action>
        )}
        <Action look="quiet" keys={['Esc']} onClick={marks.clear}>
          {t('queue:bulk.clear')}
        </Action>
      </div>
    </section>
  );
};
