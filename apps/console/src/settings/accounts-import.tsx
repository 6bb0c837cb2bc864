import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ACCOUNT_FIELDS,
  type AccountField,
  type AccountImportCheck,
  type AccountImportRequest,
  FILE_ENCODINGS,
  type FileEncoding,
  type InvitationView,
  type ListView,
} from '#libs/contracts';
import { Outcome } from '../mail/field.js';
import { useChange } from '../shared/use-change.js';
import { Action } from '../shared/action.js';
import { api } from '../wire/api.js';
import { RightsFields } from './account-fields.js';
import { AccountsDryRun } from './accounts-dry-run.js';
import { useShops } from './use-shops.js';
import frame from '../shared/table-screen.module.css';
import classes from './people.module.css';

interface AccountsImportProps {
  onImported: (invitations: readonly InvitationView[]) => void;
  onCancel: () => void;
}

/** Without these columns no row can be read. */
const NEEDED = ['name', 'email'] as const satisfies readonly AccountField[];

/** What one request takes; a row is some hundred bytes. */
const MOST_BYTES = 180 * 1024;

const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
};

/** Fifty people from one file: what everybody gets, the file, the look at each row, and only then the accounts. */
export const AccountsImport = ({ onImported, onCancel }: AccountsImportProps) => {
  const { t } = useTranslation('people');
  const shops = useShops();
  const [file, setFile] = useState<{ name: string; content: string } | null>(null);
  const [template, setTemplate] = useState<AccountImportRequest['template'] | null>(null);
  const [read, setRead] = useState<Pick<AccountImportRequest, 'encoding' | 'columns' | 'edits' | 'skip'>>({
    encoding: null,
    columns: null,
    edits: [],
    skip: [],
  });
  const [check, setCheck] = useState<AccountImportCheck | null>(null);
  const { isBusy, failure, done, change } = useChange();
  /** Why nothing of the chosen file can be looked at. */
  const [unusable, setUnusable] = useState<'empty' | 'tooLarge' | null>(null);
  /** Only the answer to the newest look tells of what is chosen now. */
  const looks = useRef(0);
  const [isLooking, setLooking] = useState(false);
  const chosen = template ?? {
    role: 'agent' as const,
    tenantIds: shops.map(({ id }) => id),
    lastDay: null,
    trainingLevel: 'new' as const,
  };

  const look = (over: { content?: string; template?: typeof chosen; read?: typeof read }) => {
    const content = over.content ?? file?.content;
    const next = { template: over.template ?? chosen, read: over.read ?? read };
    setTemplate(next.template);
    setRead(next.read);
    if (!content || next.template.tenantIds.length === 0) return;
    looks.current += 1;
    const own = looks.current;
    setLooking(true);
    void change(async () => {
      const body: AccountImportRequest = { content, template: next.template, ...next.read };
      const seen = await api.post<AccountImportCheck>('accounts/import/check', body);
      if (own === looks.current) setCheck(seen);
    }, t('import.looked')).finally(() => {
      if (own === looks.current) setLooking(false);
    });
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const [picked] = event.currentTarget.files ?? [];
    if (!picked) return;
    looks.current += 1;
    const own = looks.current;
    setFile(null);
    setCheck(null);
    setLooking(false);
    setUnusable(picked.size === 0 ? 'empty' : picked.size > MOST_BYTES ? 'tooLarge' : null);
    if (picked.size === 0 || picked.size > MOST_BYTES) return;
    const content = await base64Of(picked);
    if (own !== looks.current) return;
    setFile({ name: picked.name, content });
    look({ content, read: { encoding: null, columns: null, edits: [], skip: [] } });
  };
  const create = () =>
    void change(async () => {
      const body = { content: file?.content, template: chosen, ...read };
      onImported((await api.post<ListView<InvitationView>>('accounts/import', body, { timeoutMs: 60_000 })).items);
    }, t('import.done'));

  const blocked =
    isBusy || isLooking
      ? t('saving')
      : !check
        ? t('import.noFile')
        : check.withProblems > 0
          ? t('import.blocked', { count: check.withProblems })
          : check.ready === 0
            ? t('import.nothing')
            : null;

  const unfound = check ? NEEDED.filter((field) => check.columns[field] === undefined) : [];

  return (
    <div className={classes.import}>
      <section aria-labelledby="import-template">
        <h2 id="import-template">{t('import.template')}</h2>
        <p className={classes.hint}>{t('import.templateHint')}</p>
        <RightsFields value={chosen} onChange={(next) => look({ template: next })} />
      </section>
      <section aria-labelledby="import-file">
        <h2 id="import-file">{t('import.file')}</h2>
        <p className={classes.hint}>{t('import.fileHint')}</p>
        <p className={classes.foot}>
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            aria-label={t('import.choose')}
            onChange={(event) => void choose(event)}
          />
          {check && (
            <label className={classes.inline}>
              {t('import.encoding')}
              <select
                value={check.encoding}
                onChange={(event) => look({ read: { ...read, encoding: event.currentTarget.value as FileEncoding } })}
              >
                {FILE_ENCODINGS.map((encoding) => (
                  <option key={encoding} value={encoding}>
                    {t(`encoding.${encoding}`)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </p>
        {unusable && (
          <p className={classes.wrong} role="alert">
            {t(`import.${unusable}`)}
          </p>
        )}
        {unfound.length > 0 && (
          <p className={classes.wrong} role="alert">
            {t('import.unfound', { fields: unfound.map((field) => t(`field.${field}`)).join(t('separator')) })}
          </p>
        )}
        {check && (
          <details className={classes.mapping} open={unfound.length > 0 || undefined}>
            <summary>{t('import.columns')}</summary>
            <div className={classes.pair}>
              {ACCOUNT_FIELDS.map((field) => (
                <p key={field} className={classes.field}>
                  <label htmlFor={`column-${field}`}>{t(`field.${field}`)}</label>
                  <select
                    id={`column-${field}`}
                    value={check.columns[field] ?? ''}
                    onChange={(event) => {
                      const { [field]: _, ...others } = check.columns;
                      const at = event.currentTarget.value;
                      look({ read: { ...read, columns: at === '' ? others : { ...others, [field]: Number(at) } } });
                    }}
                  >
                    <option value="">{t('import.noColumn')}</option>
                    {check.headers.map((header, at) => (
                      <option key={`${header}-${at}`} value={at}>
                        {header || t('import.column', { number: at + 1 })}
                      </option>
                    ))}
                  </select>
                </p>
              ))}
            </div>
          </details>
        )}
      </section>
      {check && (
        <AccountsDryRun
          check={check}
          onEdit={(line, field, text) => {
            const others = read.edits.filter((edit) => edit.line !== line || edit.field !== field);
            look({ read: { ...read, edits: [...others, { line, field, text }] } });
          }}
          onSkip={(line) =>
            look({
              read: {
                ...read,
                skip: read.skip.includes(line) ? read.skip.filter((each) => each !== line) : [...read.skip, line],
              },
            })
          }
        />
      )}
      <footer className={classes.decision}>
        <span>{!check ? t('import.nothingYet') : (blocked ?? t('import.consequence', { count: check.ready }))}</span>
        <Outcome failure={failure} done={failure || unusable ? null : done} />
        <span className={frame.gap} />
        <Action look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Action>
        <Action look="primary" blocked={blocked} onClick={create}>
          {t('import.create', { count: check?.ready ?? 0 })}
        </Action>
      </footer>
    </div>
  );
};
