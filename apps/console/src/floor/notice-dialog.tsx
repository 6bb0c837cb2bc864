import { IconForms } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeskNoticeRequest, type DeskNotices, LANGUAGES, NOTICE_DAYS } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { takeAnswer } from '../app/live-query-client.js';
import { announce } from '../shared/announcer.js';
import { clockTime, isoDay } from '../shared/time.js';
import { useAttempt } from '../shared/use-attempt.js';
import { TicketDialog } from '../ticket/ticket-dialog.js';
import { api, ApiError } from '../wire/api.js';
import { useDesks } from '../wire/queries.js';
import form from '../shared/form.module.css';
import classes from './floor-dialog.module.css';
import { deskNoticesQuery, noticePreviewQuery } from './notice-queries.js';
import { serverNow } from '../wire/server-clock.js';

const ALL = '';
const HOURS_AHEAD = 4;

/** `B`: an approved text on the forms and in the acknowledgements of one desk or all, from when until when, as it will be read. */
export const NoticeDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation(['floor', 'words']);
  const queries = useQueryClient();
  const desks = [...useDesks().values()];
  const { data } = useQuery(deskNoticesQuery);
  const [chosenKey, setKey] = useState<string | null>(null);
  const key = chosenKey ?? data?.texts[0]?.key;
  const [deskId, setDesk] = useState(ALL);
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState(() => fieldOf(serverNow() + HOURS_AHEAD * 3_600_000));
  const { isBusy, failure, attempt } = useAttempt();
  const shownDesk = deskId === ALL ? desks[0]?.id : deskId;
  const preview = useQuery({
    ...noticePreviewQuery({ deskId: shownDesk ?? '', key: key ?? '' }),
    enabled: shownDesk !== undefined && key !== undefined,
  });
  const blocked = isBusy
    ? t('floor:notice.busy')
    : key === undefined
      ? t('floor:notice.noTexts')
      : until === ''
        ? t('floor:notice.needsEnd')
        : null;

  const set = async () => {
    if (blocked || key === undefined) return;
    await attempt(async () => {
      const request: DeskNoticeRequest = {
        deskIds: deskId === ALL ? null : [deskId],
        key,
        from: from === '' ? null : momentOf(from),
        until: momentOf(until),
      };
      await takeAnswer(queries, deskNoticesQuery.queryKey, () => api.put<DeskNotices>('desk-notices', request));
      announce(t('floor:notice.done'), 'assertive');
      onClose();
    });
  };

  return (
    <TicketDialog
      title={t('floor:notice.title')}
      icon={<IconForms size={20} stroke={1.75} aria-hidden="true" />}
      size={560}
      cancel={t('floor:cancel')}
      verb={t('floor:notice.set', { count: deskId === ALL ? desks.length : 1 })}
      blocked={blocked}
      failure={failure}
      onClose={onClose}
      onDo={() => void set()}
    >
      <div className={form.fields}>
        <label>
          {t('floor:notice.text')}
          <select data-autofocus value={key ?? ''} onChange={(event) => setKey(event.currentTarget.value)}>
            {data?.texts.map((text) => (
              <option key={text.key} value={text.key}>
                {text.title}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('floor:notice.desks')}
          <select value={deskId} onChange={(event) => setDesk(event.currentTarget.value)}>
            <option value={ALL}>{t('floor:notice.all', { count: desks.length })}</option>
            {desks.map((desk) => (
              <option key={desk.id} value={desk.id}>
                {desk.siteName}
              </option>
            ))}
          </select>
        </label>
        <div className={classes.pair}>
          <label>
            {t('floor:notice.from')}
            <input type="datetime-local" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          </label>
          <label>
            {t('floor:notice.until', { count: NOTICE_DAYS })}
            <input type="datetime-local" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
          </label>
        </div>
      </div>
      <section className={classes.preview} aria-label={t('floor:notice.preview')}>
        {preview.error instanceof ApiError && <p role="status">{preview.error.sentence(presentLanguage())}</p>}
        {preview.data &&
          !preview.error &&
          LANGUAGES.map((language) => (
            <p key={language} lang={language}>
              <strong>{t(`words:language.${language}`)}</strong>
              {preview.data[language]}
            </p>
          ))}
      </section>
      <p className={form.note}>{t('floor:notice.note')}</p>
    </TicketDialog>
  );
};

const fieldOf = (moment: number): string => `${isoDay(moment)}T${clockTime(moment)}`;
const momentOf = (field: string): string => new Date(`${field}:00+09:00`).toISOString();
