import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListView, RosterView, TeamRequest, TeamView } from '#libs/contracts';
import { takeAnswer } from '../app/live-query-client.js';
import { Field, Outcome } from '../mail/field.js';
import { useChange } from '../shared/use-change.js';
import { Action } from '../shared/action.js';
import { api } from '../wire/api.js';
import { teamsQuery } from './people-queries.js';
import { TeamMembers } from './team-members.js';
import classes from './people.module.css';

type People = RosterView['people'];

/** Teams with lead and members. */
export const TeamsPanel = ({ teams, people }: { teams: readonly TeamView[]; people: People }) => {
  const { t } = useTranslation('people');
  /** A team's id, or `new`. */
  const [open, setOpen] = useState<string | null>(null);
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.shortName;
  return (
    <section aria-labelledby="teams-title">
      <h2 id="teams-title">{t('teams.title')}</h2>
      <ul className={classes.teams}>
        {teams.map((team) => (
          <li key={team.id}>
            <button
              type="button"
              className={classes.open}
              aria-expanded={open === team.id}
              onClick={() => setOpen(team.id)}
            >
              <strong>{team.name}</strong>
              <span>
                {t('teams.count', { count: team.memberIds.length })}
                {team.leadId && ` · ${t('teams.ledBy', { name: nameOf(team.leadId) })}`}
              </span>
            </button>
            {open === team.id && (
              <TeamForm key={team.id} team={team} teams={teams} people={people} onClose={() => setOpen(null)} />
            )}
          </li>
        ))}
      </ul>
      {open === 'new' ? (
        <TeamForm team={null} teams={teams} people={people} onClose={() => setOpen(null)} />
      ) : (
        <Action onClick={() => setOpen('new')}>{t('teams.add')}</Action>
      )}
    </section>
  );
};

interface TeamFormProps {
  /** Null: a new one. */
  team: TeamView | null;
  teams: readonly TeamView[];
  people: People;
  onClose: () => void;
}

const TeamForm = ({ team, teams, people, onClose }: TeamFormProps) => {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const [draft, setDraft] = useState<TeamRequest>(team ?? { name: '', leadId: null, memberIds: [] });
  const { isBusy, failure, change } = useChange();
  const finish = (work: () => Promise<ListView<TeamView>>) =>
    void change(async () => {
      await takeAnswer(queries, teamsQuery.queryKey, async () => (await work()).items);
      await queries.invalidateQueries({ queryKey: ['people', 'roster'] });
      onClose();
    }, t('teams.saved'));
  const save = (event: FormEvent) => {
    event.preventDefault();
    const { name, leadId, memberIds } = draft;
    const body = { name, leadId, memberIds };
    finish(() => (team ? api.put(`teams/${team.id}`, body) : api.post('teams', body)));
  };
  return (
    <form className={classes.teamForm} onSubmit={save} aria-label={team?.name ?? t('teams.add')}>
      <Field
        label={t('teams.name')}
        value={draft.name}
        required
        maxLength={60}
        autoFocus
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <p className={classes.field}>
        <label htmlFor="team-lead">{t('teams.lead')}</label>
        <select
          id="team-lead"
          value={draft.leadId ?? ''}
          onChange={(event) => setDraft({ ...draft, leadId: event.currentTarget.value || null })}
        >
          <option value="">{t('teams.noLead')}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </select>
      </p>
      <TeamMembers
        memberIds={draft.memberIds}
        people={people}
        elsewhere={(person) => teams.find(({ id }) => id === person.teamId && id !== team?.id)?.name}
        onChange={(memberIds) => setDraft({ ...draft, memberIds })}
      />
      <p className={classes.foot}>
        <Action
          type="submit"
          look="primary"
          blocked={isBusy ? t('saving') : draft.name.trim() ? null : t('teams.unnamed')}
        >
          {t('save')}
        </Action>
        <Action look="quiet" onClick={onClose}>
          {t('close')}
        </Action>
        {team && <Action onClick={() => finish(() => api.delete(`teams/${team.id}`))}>{t('teams.remove')}</Action>}
        <Outcome failure={failure} done={null} />
      </p>
    </form>
  );
};
