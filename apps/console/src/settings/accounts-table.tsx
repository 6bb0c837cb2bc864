import { useTranslation } from 'react-i18next';
import type { AccountState, AccountView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Tag, type TagTone } from '../shared/tag.js';
import { matches } from '../shared/matching.js';
import { shortDay } from '../shared/time.js';
import frame from '../shared/table-screen.module.css';
import classes from './people.module.css';

const TONES: Record<AccountState, TagTone> = {
  invited: 'warn',
  planned: 'plain',
  active: 'ok',
  expired: 'plain',
  stopped: 'danger',
};

interface AccountsTableProps {
  accounts: readonly AccountView[];
  words: string;
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** One person a row; the name opens the form beside it. */
export const AccountsTable = ({ accounts, words, chosen, onChoose }: AccountsTableProps) => {
  const { t } = useTranslation('people');
  const language = presentLanguage();
  const day = (text: string | null) => (text === null ? '' : shortDay(`${text}T00:00:00+09:00`, language));
  const shown = accounts.filter(({ name, email }) => matches(words, `${name} ${email}`));
  if (shown.length === 0) return <p className={classes.empty}>{t(words ? 'accounts.none' : 'accounts.empty')}</p>;
  return (
    <table className={`${frame.table} ${classes.table}`}>
      <caption className="visually-hidden">{t('accounts.title')}</caption>
      <thead>
        <tr>
          {(['name', 'role', 'shops', 'period', 'state'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`accounts.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((account) => (
          <tr key={account.id} data-chosen={account.id === chosen || undefined}>
            <th scope="row">
              <button type="button" className={classes.open} onClick={() => onChoose(account.id)}>
                <strong>{account.name}</strong>
                <span>{account.email}</span>
              </button>
            </th>
            <td>
              {t(`role.${account.role}`)}
              {account.trainingLevel === 'new' && (
                <>
                  {' '}
                  <Tag tone="note">{t('training.new')}</Tag>
                </>
              )}
            </td>
            <td>{t('accounts.shopCount', { count: account.tenantIds.length })}</td>
            <td className="nowrap">
              {account.firstDay || account.lastDay
                ? t('accounts.period', { from: day(account.firstDay), to: day(account.lastDay) })
                : t('accounts.unlimited')}
            </td>
            <td>
              <Tag tone={TONES[account.state]} dashed={account.state === 'invited'}>
                {t(`accountState.${account.state}`)}
              </Tag>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
