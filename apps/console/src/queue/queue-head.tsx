import { IconArrowUp, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskView } from '#libs/contracts';
import type { QueueSearch } from '../app/search.js';
import { Key } from '../shared/shortcuts.js';
import { clockTime } from '../shared/time.js';
import { useConnection } from '../wire/socket.js';
import { QueueFilter } from './queue-filter.js';
import { QUEUE_VIEWS, type QueueView } from './queue-views.js';
import classes from './queue.module.css';

interface QueueHeadProps {
  view: QueueView;
  search: QueueSearch;
  counts: Record<QueueView, number | null>;
  desks: ReadonlyMap<string, DeskView>;
  freshAt: number;
  filterOpen: boolean;
  onFilterOpen: (open: boolean) => void;
  onSearch: (search: QueueSearch) => void;
}

/** The views with their counts, the order, and the filters in words. */
export const QueueHead = (props: QueueHeadProps) => {
  const { view, search, counts, desks, freshAt, filterOpen, onFilterOpen, onSearch } = props;
  const { t } = useTranslation(['queue', 'words']);
  const connection = useConnection();
  const { q, shop, topic, channel, owner } = search;
  const chips: [keyof QueueSearch, string][] = [];
  if (q) chips.push(['q', t('queue:chip.search', { q })]);
  if (shop) chips.push(['shop', desks.get(shop)?.siteName ?? t('queue:chip.shop')]);
  if (topic) chips.push(['topic', t(`words:topic.${topic}`, { defaultValue: topic })]);
  if (channel) chips.push(['channel', t(`words:channel.${channel}`, { defaultValue: channel })]);
  if (owner) chips.push(['owner', t(`queue:owner.${owner}`, { defaultValue: owner })]);
  return (
    <div className={classes.head}>
      <nav className={classes.views} aria-label={t('queue:views.label')}>
        {QUEUE_VIEWS.map((each) => (
          <Link
            key={each}
            to="/console/queue/$view"
            params={{ view: each }}
            search={{ q, shop, topic, channel }}
            className={classes.view}
            aria-current={each === view ? 'page' : undefined}
          >
            {t(`queue:views.${each}`)} {counts[each] !== null && <strong>{counts[each]}</strong>}
          </Link>
        ))}
      </nav>
      <div className={classes.order}>
        <span className={classes.orderWords}>
          {connection.state === 'connected'
            ? t(view === 'all' ? 'queue:order.newest' : 'queue:order.due')
            : t('queue:order.age', { time: clockTime(freshAt) })}
          {chips.length === 0 && <span>{t('queue:order.allShops')}</span>}
        </span>
        {chips.map(([name, words]) => (
          <button
            key={name}
            type="button"
            className={classes.chip}
            aria-label={t('queue:chip.remove', { words })}
            onClick={() => onSearch({ ...search, [name]: undefined })}
          >
            {words}
            <IconX size={12} stroke={1.75} aria-hidden="true" />
          </button>
        ))}
        <QueueFilter search={search} desks={desks} open={filterOpen} onOpen={onFilterOpen} onSearch={onSearch} />
      </div>
    </div>
  );
};

/** 新着 3件を表示: what waits, until the person asks for it. */
export const NewBar = ({ count, changed, onApply }: { count: number; changed: boolean; onApply: () => void }) => {
  const { t } = useTranslation('queue');
  if (count === 0 && !changed) return null;
  return (
    <button type="button" className={classes.newBar} aria-keyshortcuts="." onClick={onApply}>
      <IconArrowUp size={16} stroke={1.75} aria-hidden="true" />
      {count > 0 ? t('newBar.show', { count }) : t('newBar.refresh')}
      <Key>.</Key>
    </button>
  );
};
