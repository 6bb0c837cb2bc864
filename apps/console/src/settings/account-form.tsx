import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRequest, AccountRole, AccountView, InvitationView } from '#libs/contracts';
import { takeAnswer, withRow } from '../app/live-query-client.js';
import { Field, Outcome } from '../mail/field.js';
import { useChange } from '../shared/use-change.js';
import { Action } from '../shared/action.js';
import { api } from '../wire/api.js';
import { RightsFields } from './account-fields.js';
import { accountsQuery } from './people-queries.js';
import { ProfileForm } from './profile-form.js';
import frame from '../shared/table-screen.module.css';
import classes from './people.module.css';

const TAKES_WORK: readonly AccountRole[] = ['agent', 'senior_agent', 'supervisor', 'desk_admin'];
const EMPTY: AccountRequest = {
  email: '',
  name: '',
  shortName: '',
  role: 'agent',
  tenantIds: [],
  language: 'ja',
  firstDay: null,
  lastDay: null,
  trainingLevel: 'new',
};

const requestOf = ({
  email,
  name,
  shortName,
  role,
  tenantIds,
  language,
  firstDay,
  lastDay,
  trainingLevel,
}: AccountRequest) => ({
  email: email.trim(),
  name: name.trim(),
  shortName:
    shortName.trim() ||
    name
      .trim()
      .split(/[\s\u3000]/)[0]!
      .slice(0, 20),
  role,
  tenantIds,
  language,
  firstDay,
  lastDay,
  trainingLevel,
});

interface AccountFormProps {
  /** Null: a new one. */
  account: AccountView | null;
  onInvited: (invitation: InvitationView) => void;
  onClose: () => void;
}

/** One account: who, as what, for which shops, until when; and letting in, stopping, inviting anew. */
export const AccountForm = ({ account, onInvited, onClose }: AccountFormProps) => {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const [draft, setDraft] = useState<AccountRequest>(account ?? EMPTY);
  const { isBusy, failure, done, change } = useChange();
  const take = (step: () => Promise<AccountView>) => takeAnswer(queries, accountsQuery.queryKey, step, withRow);
  const verb = (name: 'stop' | 'resume') =>
    void change(
      () => take(() => api.post<AccountView>(`accounts/${account?.id}/${name}`)),
      t(name === 'stop' ? 'account.stopped' : 'account.resumed'),
    );
  const invite = () =>
    void change(
      async () => onInvited(await api.post<InvitationView>(`accounts/${account?.id}/invitation`)),
      t('account.invited'),
    );
  const save = (event: FormEvent) => {
    event.preventDefault();
    void change(
      async () => {
        if (account) await take(() => api.put<AccountView>(`accounts/${account.id}`, requestOf(draft)));
        else onInvited(await api.post<InvitationView>('accounts', requestOf(draft)));
      },
      t(account ? 'account.saved' : 'account.invited'),
    );
  };
  const missing = !draft.name.trim() || !draft.email.trim() || draft.tenantIds.length === 0;
  const own = account?.isOwn ? t('account.own') : null;
  const blocked = own ?? (isBusy ? t('saving') : missing ? t('account.missing') : null);

  return (
    <div className={`${frame.aside} ${classes.aside}`} data-region>
      <form className={classes.teamForm} onSubmit={save} aria-labelledby="account-title">
        <h2 id="account-title">{account ? account.name : t('accounts.add')}</h2>
        <Field
          label={t('account.name')}
          value={draft.name}
          maxLength={100}
          required
          autoFocus
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Field
          label={t('account.shortName')}
          hint={t('account.shortNameHint')}
          value={draft.shortName}
          maxLength={20}
          onChange={(event) => setDraft({ ...draft, shortName: event.currentTarget.value })}
        />
        <Field
          label={t('account.email')}
          type="email"
          value={draft.email}
          maxLength={254}
          required
          onChange={(event) => setDraft({ ...draft, email: event.currentTarget.value })}
        />
        <RightsFields value={draft} onChange={setDraft}>
          <Field
            label={t('account.firstDay')}
            type="date"
            value={draft.firstDay ?? ''}
            onChange={(event) => setDraft({ ...draft, firstDay: event.currentTarget.value || null })}
          />
        </RightsFields>
        <p className={classes.foot}>
          <Action type="submit" look="primary" blocked={blocked}>
            {t(account ? 'save' : 'account.invite')}
          </Action>
          <Action look="quiet" onClick={onClose}>
            {t('close')}
          </Action>
        </p>
        {account && (
          <p className={classes.foot}>
            {account.state === 'stopped' ? (
              <Action blocked={own} onClick={() => verb('resume')}>
                {t('account.resume')}
              </Action>
            ) : (
              <>
                <Action blocked={own} onClick={invite}>
                  {t('account.inviteAgain')}
                </Action>
                <Action blocked={own} onClick={() => verb('stop')}>
                  {t('account.stop')}
                </Action>
              </>
            )}
          </p>
        )}
        <Outcome failure={failure} done={done} />
        {own && <p className={classes.hint}>{own}</p>}
      </form>
      {account && TAKES_WORK.includes(account.role) && <ProfileForm key={account.trainingLevel} userId={account.id} />}
    </div>
  );
};
