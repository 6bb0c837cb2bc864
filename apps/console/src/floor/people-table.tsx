import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FloorPerson } from '#libs/contracts';
import { clockTime } from '../shared/time.js';
import { inFloorOrder } from './floor-state.js';
import classes from './floor.module.css';
import { ListLink } from './list-link.jsx';
import { useStillOrder } from './use-still-order.js';

const DOINGS = ['writing', 'looking', 'here', 'away'] as const;
type Doing = (typeof DOINGS)[number];

const doingOf = (person: FloorPerson): Doing => {
  if (!person.here) return 'away';
  if (!person.lookingAt) return 'here';
  return person.lookingAt.writing ? 'writing' : 'looking';
};

/** Who is here, at which inquiry, with how much in hand. Word and shape say the state; colour only repeats it. */
export const PeopleTable = ({ people }: { people: readonly FloorPerson[] }) => {
  const { t } = useTranslation('floor');
  const { rows, hold } = useStillOrder(inFloorOrder(people), (person) => person.userId);
  const here = people.filter((person) => person.here).length;
  return (
    <section className={classes.panel} id="people" tabIndex={-1} aria-labelledby="people-title" data-region>
      <div className={classes.panelHead}>
        <h2 id="people-title">{t('people')}</h2>
        <span className={classes.aside}>{t('peopleNote', { shown: people.length, here })}</span>
        <ul className={classes.legend} aria-hidden>
          {DOINGS.map((doing) => (
            <li key={doing}>
              <i className={classes.shape} data-doing={doing} />
              {t(`doing.${doing}`)}
            </li>
          ))}
        </ul>
      </div>
      {rows.length === 0 ? (
        <p className={classes.empty}>{t('nobody')}</p>
      ) : (
        <div className={classes.scroll} {...hold}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('column.name')}</th>
                <th scope="col">{t('column.doing')}</th>
                <th scope="col">{t('column.ticket')}</th>
                <th scope="col">{t('column.since')}</th>
                <th scope="col" className={classes.number}>
                  {t('column.assigned')}
                </th>
                <th scope="col" className={classes.number}>
                  {t('column.replies')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((person) => (
                <PersonRow key={person.userId} person={person} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};

const PersonRow = ({ person }: { person: FloorPerson }) => {
  const { t } = useTranslation('floor');
  const doing = doingOf(person);
  const { lookingAt } = person;
  return (
    <tr data-away={doing === 'away'}>
      <th scope="row">{person.name}</th>
      <td>
        <i className={classes.shape} data-doing={doing} aria-hidden />
        {t(`doing.${doing}`)}
      </td>
      <td>
        {lookingAt && (
          <Link to="/console/t/$number" params={{ number: lookingAt.number }}>
            {lookingAt.number}
          </Link>
        )}
      </td>
      <td className={classes.quiet}>{person.since ? t('since', { time: clockTime(person.since) }) : ''}</td>
      <td className={classes.number}>
        {person.assigned === 0 ? (
          <span className={classes.quiet}>0</span>
        ) : (
          <ListLink
            target={{ view: 'waiting', owner: person.userId }}
            label={t('assignedTo', { name: person.name, count: person.assigned })}
          >
            {person.assigned}
          </ListLink>
        )}
      </td>
      <td className={classes.number}>{person.repliesToday}</td>
    </tr>
  );
};
