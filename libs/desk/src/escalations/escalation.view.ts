import type { ComplaintView, EscalationRow, EscalationView } from '#libs/contracts';
import type { Complaint, EscalationListRow } from './escalations.repository.js';

export const escalationRow = (escalation: EscalationListRow): EscalationRow => ({
  id: escalation.id,
  ticketId: escalation.ticketId,
  number: escalation.number,
  tenantId: escalation.tenantId,
  deskId: escalation.deskId,
  topic: escalation.topic,
  channel: escalation.channel,
  lane: escalation.lane,
  trigger: escalation.trigger,
  state: escalation.state,
  openedBy: escalation.openerName,
  openedAt: escalation.openedAt.toISOString(),
  owner: escalation.ownerId === null ? null : { id: escalation.ownerId, name: escalation.ownerName ?? '' },
  dueAt: escalation.dueAt.toISOString(),
  overdue: escalation.overdueAt !== null,
});

export const escalationView = (escalation: EscalationListRow): EscalationView => ({
  ...escalationRow(escalation),
  promised: escalation.promised,
  wish: escalation.wish,
  words: escalation.words,
});

export const complaintView = ({
  level,
  step,
  setAt,
  setterName,
}: Complaint & { setterName: string | null }): ComplaintView => ({
  level,
  step,
  setBy: setterName,
  setAt: setAt.toISOString(),
});
