import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvitationView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Action } from '../shared/action.js';
import { FindField } from '../shared/find-field.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { ApiError } from '../wire/api.js';
import { AccountForm } from './account-form.js';
import { AccountsImport } from './accounts-import.js';
import { AccountsTable } from './accounts-table.js';
import { InvitationSheet } from './invitation-sheet.js';
import { accountsQuery } from './people-queries.js';
import { PeopleTabs } from './people-tabs.js';
import { desksQuery } from '../wire/queries.js';
import shared from '../shared/shared.module.css';
import frame from '../shared/table-screen.module.css';
import classes from './people.module.css';

/** `/console/settings/accounts`: who may come in, as what, for which shops and until when. */
export const AccountsScreen = () => {
  const { t } = useTranslation('people');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { part } = useSearch({ from: '/console/settings/accounts' });
  const accounts = useQuery(accountsQuery);
  const desks = useQuery(desksQuery);
  const failed = [accounts, desks].find(({ error }) => error !== null);
  const [words, setWords] = useState('');
  /** An account's id, or `new`. */
  const [chosen, setChosen] = useState<string | null>(null);
  const [sheet, setSheet] = useState<readonly InvitationView[] | null>(null);
  const isImporting = part === 'import';
  const show = (next: 'import' | undefined) =>
    void navigate({ to: '/console/settings/accounts', search: next ? { part: next } : {}, replace: true });
  const invited = (invitations: readonly InvitationView[]) => {
    setSheet(invitations);
    setChosen(null);
    void queries.invalidateQueries({ queryKey: accountsQuery.queryKey });
  };
  const account = accounts.data?.find(({ id }) => id === chosen) ?? null;
  useShortcuts({ escape: () => (chosen ? setChosen(null) : sheet ? setSheet(null) : false) });
  useEffect(() => {
    document.title = t('accounts.title');
  }, [t]);

  return (
    <div className={frame.screen} data-aside={(account ?? chosen) ? true : undefined}>
      <div className={frame.centre} data-region>
        <header className={shared.screenHead}>
          <h1>{t('accounts.title')}</h1>
          <PeopleTabs />
          <span className={frame.gap} />
          {!isImporting && !sheet && (
            <>
              <FindField label={t('accounts.search')} value={words} onFind={setWords} />
              <Action
                icon={<IconFileImport size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => show('import')}
              >
                {t('accounts.import')}
              </Action>
              <Action
                look="primary"
                icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
                onClick={() => setChosen('new')}
              >
                {t('accounts.add')}
              </Action>
            </>
          )}
        </header>
        {failed && (
          <p className={classes.failure} role="alert">
            {failed.error instanceof ApiError ? failed.error.sentence(presentLanguage()) : t('failed')}{' '}
            <Action onClick={() => void failed.refetch()}>{t('again')}</Action>
          </p>
        )}
        {sheet ? (
          <InvitationSheet
            invitations={sheet}
            onClose={() => {
              setSheet(null);
              show(undefined);
            }}
          />
        ) : isImporting ? (
          // A file is read for the shops that are chosen for everybody: before they are known it would not be read at all.
          desks.data && <AccountsImport onImported={invited} onCancel={() => show(undefined)} />
        ) : (
          accounts.data && <AccountsTable accounts={accounts.data} words={words} chosen={chosen} onChoose={setChosen} />
        )}
      </div>
      {!isImporting && !sheet && chosen && (chosen === 'new' || account) && (
        <AccountForm
          key={chosen}
          account={account}
          onInvited={(invitation) => invited([invitation])}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  );
};
