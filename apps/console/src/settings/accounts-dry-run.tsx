import { useTranslation } from 'react-i18next';
import type { AccountField, AccountImportCheck, AccountImportRow } from '#libs/contracts';
import { Action } from '../shared/action.js';
import { Tag } from '../shared/tag.js';
import frame from '../shared/table-screen.module.css';
import classes from './people.module.css';

interface AccountsDryRunProps {
  check: AccountImportCheck;
  onEdit: (line: number, field: AccountField, text: string) => void;
  onSkip: (line: number) => void;
}

/** What would happen, row by row, problems first; a wrong cell is mended where it stands, or its row left out on purpose. */
export const AccountsDryRun = ({ check, onEdit, onSkip }: AccountsDryRunProps) => {
  const { t } = useTranslation('people');
  return (
    <section aria-labelledby="dry-run">
      <h2 id="dry-run">
        {t('import.result', { ready: check.ready, problems: check.withProblems, skipped: check.skipped })}
      </h2>
      <div className={classes.scroll} tabIndex={0} role="region" aria-labelledby="dry-run">
        <table className={`${frame.table} ${classes.table}`}>
          <thead>
            <tr>
              {(['line', 'verdict', 'name', 'email', 'role', 'shops', 'period', 'action'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`import.head.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {check.rows.map((row) => (
              <DryRunRow key={row.line} row={row} onEdit={onEdit} onSkip={onSkip} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const DryRunRow = ({ row, onEdit, onSkip }: { row: AccountImportRow } & Omit<AccountsDryRunProps, 'check'>) => {
  const { t } = useTranslation('people');
  const cell = (field: AccountField) => {
    const problem = row.problems.find((each) => each.field === field);
    if (!problem || row.skipped) return row.cells[field] || '';
    return (
      <label className={classes.mend}>
        <input
          key={row.cells[field]}
          defaultValue={row.cells[field]}
          aria-label={t('import.mend', { line: row.line, field: t(`field.${field}`) })}
          aria-invalid
          onBlur={(event) =>
            event.currentTarget.value !== row.cells[field] && onEdit(row.line, field, event.currentTarget.value)
          }
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur();
          }}
        />
        <span>{t('import.problem', { field: t(`field.${field}`), problem: t(`problem.${problem.problem}`) })}</span>
      </label>
    );
  };
  const hasProblem = row.problems.length > 0 && !row.skipped;
  return (
    <tr data-problem={hasProblem || undefined} data-skipped={row.skipped || undefined}>
      <td>{row.line}</td>
      <td>
        <Tag tone={row.skipped ? 'plain' : hasProblem ? 'danger' : 'ok'} dashed={row.skipped}>
          {t(row.skipped ? 'import.verdict.skip' : hasProblem ? 'import.verdict.problem' : 'import.verdict.create')}
        </Tag>
      </td>
      <td>
        {cell('name')} {cell('shortName')}
      </td>
      <td>{cell('email')}</td>
      <td>
        {cell('role') || (row.account && t(`role.${row.account.role}`))} {cell('training')}
      </td>
      <td>{cell('shops') || (row.account && t('accounts.shopCount', { count: row.account.tenantIds.length }))}</td>
      <td className="nowrap">
        {cell('firstDay')} {cell('lastDay') || row.account?.lastDay}
      </td>
      <td>
        {(row.problems.length > 0 || row.skipped) && (
          <Action onClick={() => onSkip(row.line)}>{t(row.skipped ? 'import.unskip' : 'import.skip')}</Action>
        )}
      </td>
    </tr>
  );
};
