import { Menu } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueSearch } from '../app/search.js';
import { useSession } from '../app/session.js';
import type { QueueView } from './queue-views.js';
import { useSavedViews, withSavedView } from './saved-views.js';
import classes from './queue.module.css';

interface SavedViewsMenuProps {
  view: QueueView;
  search: QueueSearch;
}

/** ⋯: one's own views, and the present one to be saved under a name. */
export const SavedViewsMenu = ({ view, search }: SavedViewsMenuProps) => {
  const { t } = useTranslation('queue');
  const { user } = useSession();
  const [views, keep] = useSavedViews(user.id);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const navigate = useNavigate();
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    keep(withSavedView(views, name.trim(), view, search));
    setName('');
  };
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" width={260} shadow="md" withinPortal>
      <Menu.Target>
        <button type="button" className={classes.savedButton} aria-label={t('saved.open')}>
          <IconDots size={16} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('saved.title')}</Menu.Label>
        {views.length === 0 && <p className={classes.savedNone}>{t('saved.none')}</p>}
        {views.map((each) => (
          <div key={each.name} className={classes.savedRow}>
            <Menu.Item
              onClick={() =>
                void navigate({ to: '/console/queue/$view', params: { view: each.view }, search: each.search })
              }
            >
              {each.name}
            </Menu.Item>
            <button
              type="button"
              className={classes.savedButton}
              aria-label={t('saved.remove', { name: each.name })}
              onClick={() => keep(views.filter(({ name: known }) => known !== each.name))}
            >
              <IconTrash size={16} stroke={1.75} aria-hidden="true" />
            </button>
          </div>
        ))}
        <Menu.Divider />
        <form className={classes.savedForm} onSubmit={save}>
          <label>
            {t('saved.name')}
            <input
              value={name}
              maxLength={20}
              onChange={(event) => setName(event.currentTarget.value)}
              onKeyDown={(event) => event.stopPropagation()}
            />
          </label>
          <button type="submit" className="action" aria-disabled={name.trim() === ''}>
            {t('saved.save')}
          </button>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
};
