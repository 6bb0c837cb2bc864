import { useTranslation } from 'react-i18next';
import type { Permission, TicketView } from '#libs/contracts';
import { useSession } from '../app/session.js';
import { type Command, useCommands } from '../shared/commands.js';
import { pressShortcut } from '../shared/shortcuts.js';

/** Offers this ticket's actions in the command palette; each does what its key does, and says why when it cannot. */
export const useTicketCommands = (ticket: TicketView, blocked: string | null): void => {
  const { t } = useTranslation(['app', 'ticket', 'merging']);
  const { user } = useSession();
  const isColleagues = ticket.assigneeId !== null && ticket.assigneeId !== user.id;
  const colleagues = isColleagues ? t('ticket:header.heldBy', { name: ticket.assigneeName ?? '' }) : null;
  const held = user.permissions.includes('ticket:assign') ? null : colleagues;
  const command = (
    name: 'c' | 'r' | 'm' | 'b' | 'e' | 'l' | 't' | 'a' | 'd' | 'u',
    permission: Permission,
    reason: string | null,
  ): Command => ({
    id: `ticket.${name}`,
    label: name === 'c' ? t('ticket:actions.claim') : t(`app:keys.ticket.${name}`),
    keys: [name.toUpperCase()],
    blocked: user.permissions.includes(permission) ? (blocked ?? reason) : t('app:palette.notAllowed'),
    run: () => pressShortcut(name),
  });
  const isClosed = ticket.state === 'closed' ? t('app:palette.isClosed') : null;
  const isMerged = ticket.state === 'merged' ? t('merging:blocked', { number: ticket.mergedInto?.number ?? '' }) : null;
  const isFree = ticket.assigneeId === null ? t('app:palette.isFree') : null;
  // A claim is for what nobody holds: who may assign assigns it instead.
  const isTaken = ticket.assigneeId === user.id ? t('app:palette.isMine') : colleagues;
  useCommands('ticket', [
    command('c', 'ticket:claim', isTaken),
    command('r', 'ticket:answer', held),
    command('m', 'ticket:note', null),
    command('b', 'ticket:answer', isClosed ?? isMerged ?? held),
    command('e', 'escalation:open', isMerged),
    command('l', 'escalation:open', isMerged),
    command('t', 'promise:keep', isMerged),
    command('a', 'ticket:merge', isMerged ?? held),
    command('d', 'ticket:resolve', isClosed ?? isMerged ?? held),
    command('u', 'ticket:release', isFree ?? held),
  ]);
};
