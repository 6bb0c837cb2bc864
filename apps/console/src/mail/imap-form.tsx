import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImapSettingsRequest, MailboxView } from '#libs/contracts';
import { takeAnswer, withRow } from '../app/live-query-client.js';
import { Action } from '../shared/action.js';
import { api } from '../wire/api.js';
import { Field, Outcome } from './field.js';
import { mailboxesQuery } from './mail-queries.js';
import { useChange } from '../shared/use-change.js';
import classes from './settings.module.css';

const PORTS = { tls: 993, starttls: 143 } as const;

/** From which server a mailbox is fetched. A known password is never shown; left empty, it stays. */
export const ImapForm = ({ mailbox }: { mailbox: MailboxView }) => {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const { imap } = mailbox;
  const [isOpen, setOpen] = useState(imap !== null);
  const [host, setHost] = useState(imap?.host ?? '');
  const [port, setPort] = useState(String(imap?.port ?? PORTS.tls));
  const [secure, setSecure] = useState(imap?.secure ?? true);
  const [user, setUser] = useState(imap?.user ?? mailbox.address);
  const [password, setPassword] = useState('');
  const [authservId, setAuthservId] = useState(imap?.authservId ?? '');
  const { isBusy, failure, done, change } = useChange();
  const blocked = isBusy ? t('settings.saving') : null;

  const take = (step: () => Promise<MailboxView>) => takeAnswer(queries, mailboxesQuery.queryKey, step, withRow);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const server = { host, port: Number(port), secure, user, authservId: authservId.trim() || null };
    const body: ImapSettingsRequest = { ...server, ...(password !== '' && { password }) };
    void change(() => take(() => api.put<MailboxView>(`mailboxes/${mailbox.id}/imap`, body)), t('settings.saved')).then(
      (isSaved) => isSaved && setPassword(''),
    );
  };
  const end = () =>
    void change(
      () => take(() => api.delete<MailboxView>(`mailboxes/${mailbox.id}/imap`)),
      t('settings.imap.ended'),
    ).then((isEnded) => isEnded && setOpen(false));
  const secureAs = (next: boolean) => {
    setSecure(next);
    if (Number(port) === (next ? PORTS.starttls : PORTS.tls)) setPort(String(next ? PORTS.tls : PORTS.starttls));
  };

  return (
    <section className={classes.part} aria-labelledby="imap-title">
      <h2 id="imap-title">{t('settings.imap.title')}</h2>
      <p className={classes.hint}>{t(imap ? 'settings.imap.both' : 'settings.imap.smtpOnly')}</p>
      {!isOpen ? (
        <p className={classes.foot}>
          <Action onClick={() => setOpen(true)}>{t('settings.imap.open')}</Action>
          <Outcome failure={failure} done={done} />
        </p>
      ) : (
        <form onSubmit={save} className={classes.form}>
          <div className={classes.pair}>
            <Field
              label={t('settings.imap.host')}
              value={host}
              required
              inputMode="url"
              placeholder="imap.example.jp"
              onChange={(event) => setHost(event.currentTarget.value)}
            />
            <p className={classes.field}>
              <label htmlFor="imap-security">{t('settings.imap.security')}</label>
              <select
                id="imap-security"
                value={secure ? 'tls' : 'starttls'}
                onChange={(event) => secureAs(event.currentTarget.value === 'tls')}
              >
                <option value="tls">{t('settings.imap.tls')}</option>
                <option value="starttls">{t('settings.imap.starttls')}</option>
              </select>
            </p>
            <Field
              label={t('settings.imap.port')}
              value={port}
              required
              inputMode="numeric"
              pattern="[0-9]{1,5}"
              onChange={(event) => setPort(event.currentTarget.value)}
            />
          </div>
          <div className={classes.pair}>
            <Field
              label={t('settings.imap.user')}
              value={user}
              required
              onChange={(event) => setUser(event.currentTarget.value)}
            />
            <Field
              label={t('settings.imap.password')}
              type="password"
              value={password}
              required={imap === null}
              autoComplete="new-password"
              hint={imap ? t('settings.imap.passwordKept') : undefined}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </div>
          <Field
            label={t('settings.imap.authservId')}
            value={authservId}
            placeholder="mx.example.jp"
            pattern="[A-Za-z0-9_.\-]*"
            hint={t('settings.imap.authservIdNote')}
            onChange={(event) => setAuthservId(event.currentTarget.value)}
          />
          <p className={classes.hint}>{t('settings.imap.note')}</p>
          <p className={classes.foot}>
            <Action type="submit" look="primary" blocked={blocked}>
              {t('settings.save')}
            </Action>
            {imap ? (
              <Action look="quiet" blocked={blocked} title={t('settings.imap.endNote')} onClick={end}>
                {t('settings.imap.end')}
              </Action>
            ) : (
              <Action look="quiet" onClick={() => setOpen(false)}>
                {t('settings.cancel')}
              </Action>
            )}
            <Outcome failure={failure} done={done} />
          </p>
        </form>
      )}
    </section>
  );
};
