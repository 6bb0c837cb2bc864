import type { CallEventPush } from '#libs/contracts';
import { stateOf } from './call-times.js';
import type { CallRow } from './calls.repository.js';

export const callEventView = (call: CallRow): CallEventPush => ({
  callId: call.id,
  deskId: call.deskId,
  state: stateOf(call),
  callerNumber: call.callerNumber,
  numberKind: call.numberKind,
  offeredAt: call.offeredAt.toISOString(),
  answeredAt: call.answeredAt?.toISOString() ?? null,
  heldSeconds: call.heldSeconds,
  endedAt: call.endedAt?.toISOString() ?? null,
});
