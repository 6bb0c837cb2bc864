import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskView, MailboxView } from '#libs/contracts';
import { takeAnswer } from '../app/live-query-client.js';
import { Action } from '../shared/action.js';
import { api } from '../wire/api.js';
import { Field, Outcome } from './field.js';
import { mailboxesQuery } from './mail-queries.js';
import { useChange } from '../shared/use-change.js';
import classes from './settings.module.css';

interface NewMailboxProps {
  desks: readonly DeskView[];
  onAdded: (id: string) => void;
}

/** A further address at which a desk takes mail. */
export const NewMailbox = ({ desks, onAdded }: NewMailboxProps) => {
  const { t } = useTranslation('mail');
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [deskId, setDeskId] = useState('');
  const [address, setAddress] = useState('');
  const { isBusy, failure, done, change } = useChange();
  const add = (event: FormEvent) => {
    event.preventDefault();
    void change(async () => {
      const request = { deskId: deskId || desks[0]?.id, address: address.trim() };
      const { id } = await takeAnswer(
        queries,
        mailboxesQuery.queryKey,
        () => api.post<MailboxView>('mailboxes', request),
        (known, added) => [...(known ?? []), added],
      );
      setAddress('');
      setOpen(false);
      onAdded(id);
    }, t('settings.added'));
  };
  if (!isOpen) {
    return (
      <p className={classes.add}>
        <Action icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />} onClick={() => setOpen(true)}>
          {t('settings.add')}
        </Action>
        <Outcome failure={null} done={done} />
      </p>
    );
  }
  return (
    <form className={classes.addForm} onSubmit={add} aria-label={t('settings.add')}>
      <p className={classes.field}>
        <label htmlFor="new-mailbox-desk">{t('settings.desk')}</label>
        <select id="new-mailbox-desk" value={deskId} onChange={(event) => setDeskId(event.currentTarget.value)}>
          {desks.map((desk) => (
            <option key={desk.id} value={desk.id}>
              {desk.name}
            </option>
          ))}
        </select>
      </p>
      <Field
        label={t('settings.address')}
        type="email"
        value={address}
        required
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <p className={classes.foot}>
        <Action type="submit" look="primary" blocked={isBusy ? t('settings.saving') : null}>
          {t('settings.add')}
        </Action>
        <Action look="quiet" onClick={() => setOpen(false)}>
          {t('settings.cancel')}
        </Action>
        <Outcome failure={failure} done={null} />
      </p>
    </form>
  );
};
