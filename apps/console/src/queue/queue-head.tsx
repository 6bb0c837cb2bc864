import { IconArrowUp, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DeskView } from '#libs/contracts';
import type { QueueSearch } from '../app/search.js';
import { Key } from '../shared/shortcuts.js';
import { clockTime } from '../shared/time.js';
import { staffQuery } from '../wire/queries.js';
import { useConnection } from '../wire/socket.js';
import { QueueFilter } from './queue-filter.js';
import { QUEUE_VIEWS, type QueueView } from './queue-views.js';
import { SavedViewsMenu } from './saved-views-menu.js';
import classes from './queue-head.module.css';

interface QueueHeadProps {
  view: QueueView;
  search: QueueSearch;
  counts: Record<QueueView, number | null>;
  desks: ReadonlyMap<string, DeskView>;
  filterOpen: boolean;
  onFilterOpen: (open: boolean) => void;
  onSearch: (search: QueueSearch) => void;
}

/** The views with their counts, the order, and the filters in words. */
export const QueueHead = (props: QueueHeadProps) => {
  const { view, search, counts, desks, filterOpen, onFilterOpen, onSearch } = props;
  const { t } = useTranslation(['queue', 'words']);
  const { q, shop, topic, channel, owner, due } = search;
  const holder = useQuery(staffQuery).data?.find((person) => person.id === owner)?.name;
  const chips: [keyof QueueSearch, string][] = [];
  if (q) chips.push(['q', t('queue:chip.search', { q })]);
  if (shop) chips.push(['shop', desks.get(shop)?.siteName ?? t('queue:chip.shop')]);
  if (topic) chips.push(['topic', t(`words:topic.${topic}`, { defaultValue: topic })]);
  if (channel) chips.push(['channel', t(`words:channel.${channel}`, { defaultValue: channel })]);
  if (owner) chips.push(['owner', holder ?? t(`queue:owner.${owner}`, { defaultValue: t('queue:chip.owner') })]);
  if (due) chips.push(['due', t('queue:chip.overdue')]);
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
        <SavedViewsMenu view={view} search={search} />
      </nav>
      <div className={classes.order}>
        <span className={classes.orderWords}>
          {t(view === 'all' || q ? 'queue:order.newest' : 'queue:order.due')}
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
            <span>{words}</span>
            <IconX size={12} stroke={1.75} aria-hidden="true" />
          </button>
        ))}
        <QueueFilter search={search} desks={desks} open={filterOpen} onOpen={onFilterOpen} onSearch={onSearch} />
      </div>
    </div>
  );
};

interface NewBarProps {
  /** That the list is here, and that the last attempt to read it did not fail. */
  isLoaded: boolean;
  isFailing: boolean;
  count: number;
  hasChanged: boolean;
  freshAt: number;
  onApply: () => void;
}

/** 新着 3件を表示: what waits, until the person asks for it. The bar keeps its place when nothing waits, or the list would jump. */
export const NewBar = ({ isLoaded, isFailing, count, hasChanged, freshAt, onApply }: NewBarProps) => {
  const { t } = useTranslation('queue');
  const connection = useConnection();
  if (!isLoaded) return <p className={classes.quietBar}>{t(isFailing ? 'newBar.notLoaded' : 'loading')}</p>;
  if (count === 0 && !hasChanged) {
    const isFresh = connection.state === 'connected' && !isFailing;
    return (
      <p className={classes.quietBar}>{isFresh ? t('newBar.none') : t('order.age', { time: clockTime(freshAt) })}</p>
    );
  }
  return (
    <button type="button" className={classes.newBar} aria-keyshortcuts="." onClick={onApply}>
      <IconArrowUp size={16} stroke={1.75} aria-hidden="true" />
      {count > 0 ? t('newBar.show', { count }) : t('newBar.refresh')}
      <Key>.</Key>
    </button>
  );
};
