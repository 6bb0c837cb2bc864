import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterView } from '#libs/contracts';
import { FindField } from '../shared/find-field.js';
import { matches } from '../shared/matching.js';
import classes from './people.module.css';

type Person = RosterView['people'][number];

interface TeamMembersProps {
  memberIds: readonly string[];
  people: readonly Person[];
  /** The name of another team that a person is in and would leave. */
  elsewhere: (person: Person) => string | undefined;
  onChange: (memberIds: string[]) => void;
}

/** Chooses people among many: found by a part of the name, with the team that they would leave. */
export const TeamMembers = ({ memberIds, people, elsewhere, onChange }: TeamMembersProps) => {
  const { t } = useTranslation('people');
  const [words, setWords] = useState('');
  const shown = people.filter(({ name, shortName }) => matches(words, `${name} ${shortName}`));
  const toggle = (id: string) =>
    onChange(memberIds.includes(id) ? memberIds.filter((each) => each !== id) : [...memberIds, id]);
  return (
    <>
      <FindField
        label={t('teams.search')}
        value={words}
        onFind={setWords}
        onKeyDown={(event) => {
          // Enter here looks for people; it does not save the team.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <fieldset className={`${classes.shops} ${classes.members}`}>
        <legend>{t('teams.members', { count: memberIds.length })}</legend>
        {shown.length === 0 && <p className={classes.hint}>{t('teams.nobody')}</p>}
        {shown.map((person) => {
          const other = elsewhere(person);
          return (
            <label key={person.id}>
              <input type="checkbox" checked={memberIds.includes(person.id)} onChange={() => toggle(person.id)} />
              {person.name}
              {other && <small>{t('teams.elsewhere', { team: other })}</small>}
            </label>
          );
        })}
      </fieldset>
    </>
  );
};
