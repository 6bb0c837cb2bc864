import { IconForms } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeskNotices, DeskNoticeView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { takeAnswer } from '../app/live-query-client.js';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { dayAndTime } from '../shared/time.js';
import { useChange } from '../shared/use-change.js';
import { api } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import { deskNoticesQuery } from './notice-queries.js';
import classes from './standing-messages.module.css';

/** What stands on the forms, each text once with the desks that tell it. */
export const StandingNotices = () => {
  const { t } = useTranslation('floor');
  const { data } = useQuery(deskNoticesQuery);
  const groups = new Map<string, DeskNoticeView[]>();
  for (const notice of data?.items ?? []) {
    const alike = `${notice.key} ${notice.from} ${notice.until}`;
    groups.set(alike, [...(groups.get(alike) ?? []), notice]);
  }
  if (groups.size === 0) return null;
  return (
    <ul className={classes.list} aria-label={t('notice.standing')}>
      {[...groups].map(([alike, notices]) => (
        <StandingNotice key={alike} notices={notices} />
      ))}
    </ul>
  );
};

const StandingNotice = ({ notices }: { notices: readonly DeskNoticeView[] }) => {
  const { t } = useTranslation('floor');
  const queries = useQueryClient();
  const desks = useDesks();
  const mayEnd = useCan('ticket:assign');
  const { isBusy, failure, change } = useChange();
  const [first] = notices as [DeskNoticeView];
  const end = () =>
    change(async () => {
      const deskIds = notices.map(({ deskId }) => deskId);
      await takeAnswer(queries, deskNoticesQuery.queryKey, () =>
        api.post<DeskNotices>('desk-notices/end', { deskIds }),
      );
    }, t('notice.ended'));
  return (
    <li>
      <IconForms size={16} stroke={1.75} aria-hidden="true" />
      <strong>{first.title}</strong>
      <details>
        <summary>{t('notice.atDesks', { count: notices.length })}</summary>
        <p>{notices.map(({ deskId }) => desks.get(deskId)?.siteName ?? '').join('、')}</p>
      </details>
      <span className={classes.until}>
        {failure ??
          t('notice.time', {
            name: first.setBy,
            from: dayAndTime(first.from, presentLanguage()),
            until: dayAndTime(first.until, presentLanguage()),
          })}
      </span>
      {mayEnd && (
        <Action look="quiet" blocked={isBusy ? t('notice.busy') : null} onClick={() => void end()}>
          {t('notice.end')}
        </Action>
      )}
    </li>
  );
};
