import type { PromiseView } from '#libs/contracts';
import type { ShownPromise } from './promises.repository.js';

export const promiseView = (promise: ShownPromise): PromiseView => ({
  id: promise.id,
  tenantId: promise.tenantId,
  deskId: promise.deskId,
  ticketId: promise.ticketId,
  ticketNumber: promise.ticketNumber,
  ticketState: promise.ticketState,
  topic: promise.topic,
  language: promise.language,
  requesterName: promise.requesterName,
  requesterEmail: promise.requesterEmail,
  kind: promise.kind,
  state: promise.state,
  from: promise.startsAt?.toISOString() ?? null,
  until: promise.until.toISOString(),
  phone: promise.phone,
  callerId: promise.callerId,
  callerIdTold: promise.callerIdTold,
  say: promise.say,
  limits: promise.limits,
  assigneeId: promise.assigneeId,
  assigneeName: promise.assigneeName,
  madeByName: promise.madeByName,
  madeAt: promise.madeAt.toISOString(),
  attempts: promise.attempts,
});
