import { Menu } from '@mantine/core';
import { IconArrowsExchange, IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type AgentState, CHOSEN_STATES, type FloorPerson } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { announce } from '../shared/announcer.js';
import { useShortcuts } from '../shared/shortcuts.js';
import { StateMark } from '../shared/state-mark.js';
import { Tag } from '../shared/tag.js';
import { clockTime } from '../shared/time.js';
import { api } from '../wire/api.js';
import { DayStrip, hourMarks, type Stretch, type StripHours, stripHours } from './day-strip.js';
import { inFloorOrder, LONG_CALL_MS } from './floor-state.js';
import shared from '../shared/shared.module.css';
import panel from './floor.module.css';
import classes from './chart.module.css';
import peopleTable from './people-table.module.css';
import { ListLink } from './list-link.js';
import type { Work } from './move-dialog.js';
import { MoreRows } from './more-rows.js';
import { useDays } from './use-days.js';
import { useFittingRows } from './use-fitting-rows.js';
import { floorQuery } from './use-floor.js';
import { useStillOrder } from './use-still-order.js';

const LEGEND: readonly AgentState[] = ['on_call', 'after_call', 'available', 'meeting', 'away'];

interface PeopleTableProps {
  people: readonly FloorPerson[];
  now: number;
  /** Not on a wall, where nobody acts. */
  onMove?: (work: Work) => void;
}

/** Who is here, what they do and for how long, and their day as a strip. Word and shape say the state; colour only repeats it. */
export const PeopleTable = ({ people, now, onMove }: PeopleTableProps) => {
  const { t } = useTranslation('floor');
  const { rows, hold } = useStillOrder(inFloorOrder(people, now), (person) => person.userId);
  const here = people.filter((person) => person.state !== 'offline').length;
  const box = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableSectionElement>(null);
  const isWall = onMove === undefined;
  const fitting = useFittingRows(box, 'tbody tr', isWall);
  const step = (by: number) => {
    const menus = [...(table.current?.querySelectorAll<HTMLButtonElement>('button[aria-haspopup]') ?? [])];
    const at = menus.indexOf(document.activeElement as HTMLButtonElement);
    menus[at < 0 ? 0 : Math.min(menus.length - 1, Math.max(0, at + by))]?.focus();
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });
  const days = useDays();
  const hours = stripHours([...days.values()], now);
  return (
    <section className={panel.panel} id="people" tabIndex={-1} aria-labelledby="people-title" data-region>
      <div className={panel.panelHead}>
        <h2 id="people-title">{t('people')}</h2>
        <span className={panel.aside}>{t('peopleNote', { shown: people.length, here })}</span>
        <ul className={classes.legend} aria-hidden>
          {LEGEND.map((state) => (
            <li key={state}>
              <StateMark state={state} />
              {t(`legend.${state}`)}
            </li>
          ))}
        </ul>
      </div>
      {rows.length === 0 ? (
        <p className={panel.empty}>{t('nobody')}</p>
      ) : (
        <div ref={box} className={panel.scroll} {...hold}>
          <table className={`${panel.table} ${peopleTable.people}`}>
            <thead>
              <tr>
                <th scope="col">{t('column.name')}</th>
                <th scope="col">{t('column.doing')}</th>
                <th scope="col" className={peopleTable.stripHead}>
                  <span className="visually-hidden">{t('column.day')}</span>
                  {hourMarks(hours).map(({ at, left }) => (
                    <span key={at} style={{ left: `${left}%` }} aria-hidden>
                      {t('strip.hour', { hour: clockTime(at).slice(0, 2).replace(/^0/, '') })}
                    </span>
                  ))}
                </th>
                <th scope="col" className={panel.number}>
                  {t('column.assigned')}
                </th>
                <th scope="col" className={panel.number}>
                  {t('column.replies')}
                </th>
                <th scope="col">
                  <span className="visually-hidden">{t('column.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody ref={table}>
              {rows.map((person, place) => (
                <PersonRow
                  key={person.userId}
                  person={person}
                  day={days.get(person.userId) ?? []}
                  hours={hours}
                  now={now}
                  onMove={onMove}
                  isCut={place >= fitting}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {isWall && <MoreRows of="people" count={rows.length - fitting} />}
    </section>
  );
};

/** `8:05` under ten minutes of a call, else `12分`. */
const lasting = (t: TFunction<'floor'>, { state, stateSince }: FloorPerson, now: number): string => {
  if (!stateSince) return '';
  const seconds = Math.max(0, Math.floor((now - Date.parse(stateSince)) / 1_000));
  if (state === 'on_call' || state === 'after_call') {
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? t('span.minutes', { minutes })
    : t('span.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
};

interface PersonRowProps {
  person: FloorPerson;
  day: readonly Stretch[];
  hours: StripHours;
  now: number;
  onMove: PeopleTableProps['onMove'];
  isCut: boolean;
}

const PersonRow = ({ person, day, hours, now, onMove, isCut }: PersonRowProps) => {
  const { t } = useTranslation('floor');
  const { state, stateSince, lookingAt } = person;
  const isLong = state === 'on_call' && stateSince !== null && now - Date.parse(stateSince) > LONG_CALL_MS;
  return (
    <tr data-away={state === 'offline'} data-cut={isCut || undefined}>
      <th scope="row">
        <span className={peopleTable.person}>
          <span className={peopleTable.name} title={person.name}>
            {person.name}
          </span>
          {isLong && <Tag tone="warn">{t('tag.long')}</Tag>}
          {state === 'recovering' && <Tag>{t('tag.recovering')}</Tag>}
          {person.trainingLevel === 'new' && <Tag>{t('tag.new')}</Tag>}
        </span>
      </th>
      <td className={peopleTable.doing}>
        <StateMark state={state} /> {t(`people:state.${state}`)}{' '}
        <span className={peopleTable.lasting}>{lasting(t, person, now)}</span>
        {lookingAt && (
          <Link to="/console/t/$number" params={{ number: lookingAt.number }} className={peopleTable.at}>
            <span className="visually-hidden">{t(lookingAt.writing ? 'doing.writing' : 'doing.looking')} </span>
            {lookingAt.number}
          </Link>
        )}
      </td>
      <td>
        <DayStrip day={day} hours={hours} />
      </td>
      <td className={panel.number}>
        {person.assigned === 0 ? (
          <span className={panel.quiet}>0</span>
        ) : (
          <ListLink
            target={{ view: 'waiting', owner: person.userId }}
            label={t('assignedTo', { name: person.name, count: person.assigned })}
          >
            {person.assigned}
          </ListLink>
        )}
      </td>
      <td className={panel.number}>{person.repliesToday}</td>
      <td className={panel.rowMenu}>{onMove && <PersonMenu person={person} onMove={onMove} />}</td>
    </tr>
  );
};

/** A supervisor moves what somebody holds, or somebody into another state; whoever is not at the desk stays away. */
const PersonMenu = ({ person, onMove }: { person: FloorPerson; onMove: (work: Work) => void }) => {
  const { t } = useTranslation('floor');
  const mayAssign = useCan('ticket:assign');
  const queries = useQueryClient();
  const setState = useMutation({
    mutationFn: (state: AgentState) => api.put<void>(`people/${person.userId}/state`, { state }),
    onSuccess: async (_, state) => {
      announce(t('moved', { name: person.name, state: t(`people:state.${state}`) }));
      await queries.invalidateQueries({ queryKey: floorQuery.queryKey });
    },
    onError: () => announce(t('notMoved', { name: person.name })),
  });
  const isHere = person.state !== 'offline';
  if (!mayAssign || (!isHere && person.assigned === 0)) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <button type="button" className={shared.sign} aria-label={t('actionsOf', { name: person.name })}>
          <IconDots size={16} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {person.assigned > 0 && (
          <Menu.Item
            leftSection={<IconArrowsExchange size={16} stroke={1.75} aria-hidden />}
            onClick={() => onMove({ source: { personId: person.userId }, name: person.name, count: person.assigned })}
          >
            {t('move.item', { count: person.assigned })}
          </Menu.Item>
        )}
        {isHere && (
          <>
            <Menu.Label>{t('moveTo')}</Menu.Label>
            {CHOSEN_STATES.filter((state) => state !== person.state).map((state) => (
              <Menu.Item key={state} leftSection={<StateMark state={state} />} onClick={() => setState.mutate(state)}>
                {t(`people:state.${state}`)}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};
