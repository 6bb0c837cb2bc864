import { IconSchool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.js';
import { Action } from '../shared/action.js';
import { trainingQuery } from './training-queries.js';
import { usePractice } from './use-practice.js';
import classes from './training.module.css';

/** On every screen while somebody practises: that nothing here is real, how far the set is done, and the two presses. */
export const PracticeBand = () => (useSession().isPractising ? <Band /> : null);

const Band = () => {
  const { t } = useTranslation('training');
  const { data } = useQuery(trainingQuery);
  const { isBusy, failure, start, end } = usePractice();
  usePracticeTitle(t('mark'));
  const blocked = isBusy ? t('busy') : null;
  const tasks = data?.tasks ?? [];
  return (
    <aside className={classes.band} aria-label={t('band.label')} data-testid="practice-band" data-region>
      <span className={classes.mark}>
        <IconSchool size={18} stroke={1.75} aria-hidden="true" />
        {t('mark')}
      </span>
      <strong>{t('band.text')}</strong>
      <span className={classes.note}>{failure ?? t('band.note')}</span>
      <Link to="/console/training">
        {t('band.done', { done: tasks.filter(({ points }) => points !== null).length, all: tasks.length })}
      </Link>
      <Action blocked={blocked} onClick={() => void start()}>
        {t('fresh')}
      </Action>
      <Action blocked={blocked} onClick={() => void end()}>
        {t('end')}
      </Action>
    </aside>
  );
};

/** Tabs and the window list say it too, whatever the screen calls itself. */
const usePracticeTitle = (mark: string) => {
  useEffect(() => {
    const prefix = `【${mark}】`;
    const show = () => {
      if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
    };
    show();
    const watch = new MutationObserver(show);
    watch.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => watch.disconnect();
  }, [mark]);
};
