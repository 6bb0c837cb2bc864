import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { REPLY_CHARSETS, type DeskMailSettingsView, type DeskView, type ReplyCharset } from '#libs/contracts';
import { api } from '../wire/api.js';
import { desksQuery } from '../wire/queries.js';
import { Outcome } from './field.js';
import { useChange } from '../shared/use-change.js';
import classes from './settings.module.css';

interface ReplyCharsetProps {
  desk: DeskView;
  settings: DeskMailSettingsView;
  take: (step: () => Promise<DeskMailSettingsView>) => Promise<unknown>;
}

/** In which charset a desk's replies leave unless their writer chooses another. */
export const ReplyCharsetSetting = ({ desk, settings, take }: ReplyCharsetProps) => {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const { isBusy, failure, done, change } = useChange();
  const set = (replyCharset: ReplyCharset) =>
    change(async () => {
      await take(() => api.put<DeskMailSettingsView>(`desks/${desk.id}/mail-settings`, { replyCharset }));
      await queries.invalidateQueries({ queryKey: desksQuery.queryKey });
    }, t('settings.saved'));
  return (
    <div className={classes.form}>
      <h3>{t('settings.desks.charset')}</h3>
      <p className={classes.hint}>{t('settings.desks.charsetNote')}</p>
      <p className={classes.field}>
        <label htmlFor="reply-charset">{t('settings.desks.charsetUsual')}</label>
        <select
          id="reply-charset"
          value={settings.replyCharset}
          disabled={isBusy}
          onChange={(event) => void set(event.currentTarget.value as ReplyCharset)}
        >
          {REPLY_CHARSETS.map((each) => (
            <option key={each} value={each}>
              {each.toUpperCase()}
            </option>
          ))}
        </select>
      </p>
      <Outcome failure={failure} done={done} />
    </div>
  );
};
