import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterView, TeamView } from '#libs/contracts';
import { presentLanguage } from '../app/i18n.js';
import { Outcome } from '../mail/field.js';
import { useChange } from '../shared/use-change.js';
import { dayLabel } from '../shared/time.js';
import { api } from '../wire/api.js';
import { rosterQuery } from './people-queries.js';
import { cellText, dayAfter, readCell } from './roster-days.js';
import frame from '../shared/table-screen.module.css';
import classes from './people.module.css';

/** People by days, grouped by team. A cell is text like `10-14、15-19`; Enter and the arrows go on to the next. */
export const RosterGrid = ({ roster, teams }: { roster: RosterView; teams: readonly TeamView[] }) => {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const { failure, done, change } = useChange();
  const days = Array.from({ length: roster.days }, (_, at) => dayAfter(roster.from, at));
  const groups = [...teams.map(({ id, name }) => ({ id, name })), { id: null, name: t('teams.none') }]
    .map((team) => ({ ...team, people: roster.people.filter(({ teamId }) => teamId === team.id) }))
    .filter(({ people }) => people.length > 0);
  const save = (userId: string, day: string, shifts: { from: string; to: string }[]) =>
    void change(async () => {
      await api.put('roster', { cells: [{ userId, day, shifts }] });
      await queries.invalidateQueries({ queryKey: rosterQuery(roster.from, roster.days).queryKey });
    }, t('roster.saved'));

  return (
    <>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('roster.title')}>
        <table className={`${frame.table} ${classes.table} ${classes.grid}`}>
          <thead>
            <tr>
              <th scope="col">{t('accounts.columns.name')}</th>
              {days.map((day) => (
                <th key={day} scope="col">
                  {dayLabel(`${day}T00:00:00+09:00`, presentLanguage())}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group.id ?? 'none'}>
              <tr className={classes.group}>
                <th scope="rowgroup" colSpan={days.length + 1}>
                  {group.name} <span>{t('teams.count', { count: group.people.length })}</span>
                </th>
              </tr>
              {group.people.map((person) => (
                <tr key={person.id}>
                  <th scope="row">{person.name}</th>
                  {days.map((day) => (
                    <td key={day}>
                      <Cell
                        label={`${person.name} ${dayLabel(`${day}T00:00:00+09:00`, presentLanguage())}`}
                        text={cellText(
                          roster.shifts.filter((shift) => shift.userId === person.id && shift.day === day),
                        )}
                        onSave={(shifts) => save(person.id, day, shifts)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
          <tfoot>
            <tr>
              <th scope="row">{t('roster.most')}</th>
              {roster.scheduled.map((counts, at) => (
                <td key={days[at]}>{t('roster.people', { count: Math.max(0, ...counts) })}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <p className={classes.below}>
        {t('roster.hint')} <Outcome failure={failure} done={done} />
      </p>
    </>
  );
};

const move = (event: KeyboardEvent<HTMLInputElement>) => {
  const cell = event.currentTarget.closest('td');
  const row = cell?.parentElement;
  if (!cell || !row || event.nativeEvent.isComposing) return;
  const down = event.key === 'Enter' || event.key === 'ArrowDown';
  if (!down && event.key !== 'ArrowUp') return;
  const rows = [...(row.closest('table')?.querySelectorAll('tbody tr:has(td)') ?? [])];
  const next = rows[rows.indexOf(row) + (down ? 1 : -1)];
  const at = [...row.querySelectorAll('td')].indexOf(cell);
  event.preventDefault();
  const target = next?.querySelectorAll('td')[at]?.querySelector('input');
  if (target) target.focus();
  else event.currentTarget.blur();
};

const Cell = ({
  label,
  text,
  onSave,
}: {
  label: string;
  text: string;
  onSave: (shifts: { from: string; to: string }[]) => void;
}) => {
  const { t } = useTranslation('people');
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? text;
  const read = readCell(shown);
  const leave = () => {
    if (draft === null || read === null) return;
    setDraft(null);
    if (cellText(read) !== text) onSave(read);
  };
  return (
    <input
      className={classes.cell}
      value={shown}
      aria-label={label}
      aria-invalid={read === null || undefined}
      title={read === null ? t('roster.unreadable') : undefined}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null);
        move(event);
      }}
    />
  );
};
