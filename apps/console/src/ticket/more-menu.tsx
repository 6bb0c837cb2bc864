import { Menu } from '@mantine/core';
import { IconCheck, IconDots } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { TOPICS, type TicketView } from '#libs/contracts';
import { useCan } from '../app/session.js';
import { Action } from '../shared/action.js';
import { Key } from '../shared/shortcuts.js';
import { staffQuery } from '../wire/queries.js';
import type { TicketActions } from './ticket-actions.js';
import classes from './ticket.module.css';

interface MoreMenuProps {
  ticket: TicketView;
  isDone: boolean;
  actions: TicketActions;
  /** Why nothing can be changed now, or null. */
  blocked: string | null;
  /** A colleague holds it. */
  held: string | null;
}

const Chosen = ({ isChosen }: { isChosen: boolean }) => (isChosen ? <IconCheck size={16} aria-hidden="true" /> : null);

/** What is done with a ticket less often than once in a turn. */
export const MoreMenu = ({ ticket, isDone, actions, blocked, held }: MoreMenuProps) => {
  const { t } = useTranslation(['ticket', 'words', 'merging', 'escalations']);
  const mayResolve = useCan('ticket:resolve');
  const mayRelease = useCan('ticket:release') && ticket.assigneeId !== null && !isDone;
  const mayAssign = useCan('ticket:assign') && !isDone;
  const isMerged = ticket.state === 'merged';
  const maySort = useCan('ticket:sort') && !isMerged;
  const mayMerge = useCan('ticket:merge') && !isMerged;
  const mayGrade = useCan('escalation:open') && !isMerged;
  const mayReopen = mayResolve && (ticket.state === 'closed' || ticket.state === 'answered');
  const isHeld = held !== null;
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" shadow="md" width={240} disabled={blocked !== null}>
      <Menu.Target>
        <Action blocked={blocked} aria-label={t('ticket:actions.more')}>
          <IconDots size={16} stroke={1.75} aria-hidden="true" />
        </Action>
      </Menu.Target>
      <Menu.Dropdown>
        {isHeld && <Menu.Label>{held}</Menu.Label>}
        {mayReopen && (
          <Menu.Item disabled={isHeld} onClick={actions.reopen}>
            {t('ticket:actions.reopen')}
          </Menu.Item>
        )}
        {mayResolve && ticket.state !== 'closed' && !isMerged && (
          <Menu.Item disabled={isHeld} onClick={actions.resolve} rightSection={<Key>D</Key>}>
            {t('ticket:actions.resolve')}
          </Menu.Item>
        )}
        {mayGrade && (
          <Menu.Item onClick={actions.complaint} rightSection={<Key>L</Key>}>
            {t('escalations:level.title')}
          </Menu.Item>
        )}
        {mayMerge && (
          <Menu.Item disabled={isHeld} onClick={actions.merge} rightSection={<Key>A</Key>}>
            {t('merging:verb')}
          </Menu.Item>
        )}
        {mayRelease && (
          <Menu.Item disabled={isHeld} onClick={actions.release} rightSection={<Key>U</Key>}>
            {t('ticket:actions.release')}
          </Menu.Item>
        )}
        {mayAssign && <AssignItems ticket={ticket} onAssign={actions.assign} />}
        {maySort && (
          <Menu.Sub position="left-start">
            <Menu.Sub.Target>
              <Menu.Sub.Item>{t('ticket:actions.topic')}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown className={classes.menu}>
              {TOPICS.map((topic) => (
                <Menu.Item
                  key={topic}
                  onClick={() => actions.sort(topic)}
                  rightSection={<Chosen isChosen={topic === ticket.topic} />}
                >
                  {t(`words:topic.${topic}`)}
                </Menu.Item>
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};

const AssignItems = ({ ticket, onAssign }: { ticket: TicketView; onAssign: (id: string) => void }) => {
  const { t } = useTranslation('ticket');
  const staff = useQuery(staffQuery).data ?? [];
  return (
    <Menu.Sub position="left-start">
      <Menu.Sub.Target>
        <Menu.Sub.Item>{t('actions.assign')}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown className={classes.menu}>
        {staff.map((person) => (
          <Menu.Item
            key={person.id}
            onClick={() => onAssign(person.id)}
            rightSection={<Chosen isChosen={person.id === ticket.assigneeId} />}
          >
            {person.name}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
};
