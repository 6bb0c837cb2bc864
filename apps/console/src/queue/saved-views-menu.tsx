import { Popover } from '@mantine/core';
import { IconDots, IconPencil, IconTrash, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_VIEW_NAME, type SavedView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import type { QueueSearch } from '../app/search.js';
import { useCan } from '../app/session.js';
import { ApiError } from '../wire/api.js';
import type { QueueView } from './queue-views.js';
import { useSavedViews } from './saved-views.js';
import classes from './saved-views.module.css';

interface SavedViewsMenuProps {
  view: QueueView;
  search: QueueSearch;
}

/** ⋯: the views of this person and of the team, and the present one to be kept under a name. */
export const SavedViewsMenu = ({ view, search }: SavedViewsMenuProps) => {
  const { t } = useTranslation('queue');
  const { views, save, rename, share, remove } = useSavedViews();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const attempt = async (work: Promise<void>): Promise<boolean> => {
    setSaid(null);
    try {
      await work;
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setSaid(error.sentence(presentLanguage()));
      return false;
    }
  };
  const groups = [
    { key: 'own', views: views.filter((each) => !each.shared) },
    { key: 'team', views: views.filter((each) => each.shared) },
  ];
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={300} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          aria-label={t('saved.open')}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconDots size={16} stroke={1.75} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('saved.open')} className={classes.menu}>
        {groups.map(({ key, views: some }) => (
          <section key={key} aria-label={t(`saved.${key}`)}>
            <h3 className={classes.title}>{t(`saved.${key}`)}</h3>
            {some.length === 0 && <p className={classes.none}>{t(`saved.none.${key}`)}</p>}
            {some.map((each) => (
              <SavedViewRow
                key={each.id}
                saved={each}
                onOpen={() => setOpen(false)}
                onRename={(name) => attempt(rename(each.id, name))}
                onShare={() => void attempt(share(each.id, !each.shared))}
                onRemove={() => void attempt(remove(each.id))}
              />
            ))}
          </section>
        ))}
        {said && (
          <p className={classes.said} role="alert">
            {said}
          </p>
        )}
        <NameForm label={t('saved.name')} verb={t('saved.save')} onName={(name) => attempt(save(name, view, search))} />
      </Popover.Dropdown>
    </Popover>
  );
};

interface SavedViewRowProps {
  saved: SavedView;
  onOpen: () => void;
  onRename: (name: string) => Promise<boolean>;
  onShare: () => void;
  onRemove: () => void;
}

const SavedViewRow = ({ saved, onOpen, onRename, onShare, onRemove }: SavedViewRowProps) => {
  const { t } = useTranslation('queue');
  const mayShare = useCan('view:share');
  const [isRenaming, setRenaming] = useState(false);
  const { name, shared, mine } = saved;
  const mayChange = shared ? mayShare : mine;
  if (isRenaming) {
    return (
      <NameForm
        label={t('saved.newName')}
        verb={t('saved.rename')}
        given={name}
        onName={async (next) => {
          const done = await onRename(next);
          if (done) setRenaming(false);
          return done;
        }}
      />
    );
  }
  return (
    <div className={classes.row}>
      <Link
        to="/console/queue/$view"
        params={{ view: saved.view }}
        search={saved.search}
        className={classes.name}
        onClick={onOpen}
      >
        {name}
      </Link>
      {mayShare && (
        <button
          type="button"
          className={classes.button}
          aria-pressed={shared}
          aria-label={t('saved.share', { name })}
          title={t('saved.share', { name })}
          onClick={onShare}
        >
          <IconUsers size={16} stroke={1.75} aria-hidden="true" />
        </button>
      )}
      {mayChange && (
        <>
          <button
            type="button"
            className={classes.button}
            aria-label={t('saved.renameNamed', { name })}
            title={t('saved.renameNamed', { name })}
            onClick={() => setRenaming(true)}
          >
            <IconPencil size={16} stroke={1.75} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={classes.button}
            aria-label={t('saved.remove', { name })}
            title={t('saved.remove', { name })}
            onClick={onRemove}
          >
            <IconTrash size={16} stroke={1.75} aria-hidden="true" />
          </button>
        </>
      )}
    </div>
  );
};

interface NameFormProps {
  label: string;
  verb: string;
  given?: string;
  /** False keeps what was typed. */
  onName: (name: string) => Promise<boolean>;
}

const NameForm = ({ label, verb, given = '', onName }: NameFormProps) => {
  const [name, setName] = useState(given);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = name.trim();
    if (trimmed !== '') void onName(trimmed).then((done) => done && setName(''));
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <label>
        {label}
        <input value={name} maxLength={MAX_VIEW_NAME} onChange={(event) => setName(event.currentTarget.value)} />
      </label>
      <button type="submit" className="action" aria-disabled={name.trim() === ''}>
        {verb}
      </button>
    </form>
  );
};
