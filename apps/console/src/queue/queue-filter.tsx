import { Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CHANNELS, TOPICS, type DeskView } from '#libs/contracts';
import type { QueueSearch } from '../app/search.js';
import { Key } from '../shared/shortcuts.js';
import classes from './queue-head.module.css';

interface QueueFilterProps {
  search: QueueSearch;
  desks: ReadonlyMap<string, DeskView>;
  open: boolean;
  onOpen: (open: boolean) => void;
  onSearch: (search: QueueSearch) => void;
}

/** 絞り込み: shop, topic, channel and owner. What is chosen stands in the URL. */
export const QueueFilter = ({ search, desks, open, onOpen, onSearch }: QueueFilterProps) => {
  const { t } = useTranslation(['queue', 'words']);
  const choices = {
    shop: [...desks.values()].map((desk) => ({ value: desk.id, label: desk.siteName })),
    topic: TOPICS.map((topic) => ({ value: topic, label: t(`words:topic.${topic}`) })),
    channel: CHANNELS.map((channel) => ({ value: channel, label: t(`words:channel.${channel}`) })),
    owner: ['free', 'none'].map((owner) => ({ value: owner, label: t(`queue:owner.${owner}`) })),
  };
  return (
    <Popover opened={open} onChange={onOpen} position="bottom-end" trapFocus returnFocus width={300} shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={classes.filterButton}
          aria-expanded={open}
          aria-keyshortcuts="F"
          onClick={() => onOpen(!open)}
        >
          {t('queue:filter.open')} <Key>F</Key>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.filter} aria-label={t('queue:filter.open')}>
        {(['shop', 'topic', 'channel', 'owner'] as const).map((name) => (
          <label key={name} className={classes.filterField}>
            {t(`queue:filter.${name}`)}
            <select
              value={search[name] ?? ''}
              onChange={(event) => onSearch({ ...search, [name]: event.currentTarget.value || undefined })}
            >
              <option value="">{t('queue:filter.any')}</option>
              {choices[name].map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button
          type="button"
          className="action"
          onClick={() => {
            onSearch({ view: search.view });
            onOpen(false);
          }}
        >
          {t('queue:filter.reset')}
        </button>
      </Popover.Dropdown>
    </Popover>
  );
};
