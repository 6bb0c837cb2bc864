import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskMailSettingsRequest, DeskMailSettingsView, DeskView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { takeAnswer } from '../app/live-query-client.js';
import { Action } from '../shared/action.js';
import { Tag } from '../shared/tag.js';
import { api, ApiError } from '../wire/api.js';
import { DnsRecord } from './dns-record.js';
import { Field, Outcome } from './field.js';
import { FollowUpRule } from './follow-up-rule.js';
import { deskMailQuery } from './mail-queries.js';
import { ReplyCharsetSetting } from './reply-charset.js';
import { useChange } from '../shared/use-change.js';
import classes from './settings.module.css';

interface PartProps {
  desk: DeskView;
  settings: DeskMailSettingsView;
  take: (step: () => Promise<DeskMailSettingsView>) => Promise<unknown>;
}

const put = (deskId: string, body: DeskMailSettingsRequest) =>
  api.put<DeskMailSettingsView>(`desks/${deskId}/mail-settings`, body);

const Relay = ({ desk, settings: { relay }, take }: PartProps) => {
  const { t } = useTranslation('mail');
  const [url, setUrl] = useState('');
  const { isBusy, failure, done, change } = useChange();
  const blocked = isBusy ? t('settings.saving') : null;
  const set = (relayUrl: string | null) =>
    change(() => take(() => put(desk.id, { relayUrl })), t('settings.saved')).then((isSaved) => isSaved && setUrl(''));
  const save = (event: FormEvent) => {
    event.preventDefault();
    void set(url.trim());
  };
  return (
    <form className={classes.form} onSubmit={save}>
      <h3>{t('settings.desks.relay')}</h3>
      <p>
        {relay
          ? t('settings.desks.ownRelay', { host: relay.host, port: relay.port })
          : t('settings.desks.operatorRelay')}
      </p>
      <Field
        label={t('settings.desks.relayUrl')}
        // It may hold a password.
        type="password"
        autoComplete="new-password"
        value={url}
        required
        hint={t('settings.desks.relayHint')}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <p className={classes.foot}>
        <Action type="submit" blocked={blocked}>
          {t('settings.save')}
        </Action>
        {relay && (
          <Action look="quiet" blocked={blocked} onClick={() => void set(null)}>
            {t('settings.desks.useOperator')}
          </Action>
        )}
        <Outcome failure={failure} done={done} />
      </p>
    </form>
  );
};

const Dkim = ({ desk, settings: { dkim }, take }: PartProps) => {
  const { t } = useTranslation('mail');
  const { isBusy, failure, done, change } = useChange();
  const blocked = isBusy ? t('settings.saving') : null;
  const newKey = () =>
    change(
      () => take(() => api.post<DeskMailSettingsView>(`desks/${desk.id}/mail-settings/dkim`)),
      t('settings.saved'),
    );
  const sign = (signing: boolean) => change(() => take(() => put(desk.id, { dkim: { signing } })), t('settings.saved'));
  return (
    <div className={classes.form}>
      <h3>
        {t('settings.desks.dkim')}{' '}
        {dkim && (
          <Tag tone={dkim.signing ? 'ok' : 'warn'}>
            {t(dkim.signing ? 'settings.desks.signing' : 'settings.desks.notSigning')}
          </Tag>
        )}
      </h3>
      {dkim ? (
        <>
          <p>{t('settings.desks.record', { domain: dkim.domain })}</p>
          <DnsRecord record={dkim.record} />
        </>
      ) : (
        <p>{t('settings.desks.noDkim')}</p>
      )}
      <p className={classes.foot}>
        {dkim && (
          <Action
            look={dkim.signing ? 'default' : 'primary'}
            blocked={blocked}
            onClick={() => void sign(!dkim.signing)}
          >
            {t(dkim.signing ? 'settings.desks.stopSigning' : 'settings.desks.startSigning')}
          </Action>
        )}
        <Action look={dkim ? 'quiet' : 'default'} blocked={blocked} onClick={() => void newKey()}>
          {t(dkim ? 'settings.desks.newKeyAgain' : 'settings.desks.newKey')}
        </Action>
        <Outcome failure={failure} done={done} />
      </p>
    </div>
  );
};

/** How a desk's replies leave, through which relay and signed with which key, and what becomes of late answers to them. */
export const DeskMail = ({ desk }: { desk: DeskView }) => {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const query = deskMailQuery(desk.id);
  const { data: settings, error, refetch } = useQuery(query);
  const take: PartProps['take'] = (step) => takeAnswer(queries, query.queryKey, step);
  return (
    <section className={classes.part} aria-labelledby="desk-mail-title">
      <h2 id="desk-mail-title">{t('settings.desks.title')}</h2>
      <p className={classes.hint}>{t('settings.desks.note', { address: desk.replyFrom })}</p>
      {settings ? (
        <>
          <Relay desk={desk} settings={settings} take={take} />
          <Dkim desk={desk} settings={settings} take={take} />
          <ReplyCharsetSetting desk={desk} settings={settings} take={take} />
          <FollowUpRule desk={desk} settings={settings} take={take} />
        </>
      ) : error ? (
        <p role="alert">
          {error instanceof ApiError ? error.sentence(presentLanguage()) : t('failed')}{' '}
          <Action onClick={() => void refetch()}>{t('again')}</Action>
        </p>
      ) : (
        <p className={classes.hint}>{t('loading')}</p>
      )}
    </section>
  );
};
