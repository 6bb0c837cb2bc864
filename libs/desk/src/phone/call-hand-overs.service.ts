import { Injectable } from '@nestjs/common';
import { type CallRequest, type CallView, LONG_CALL_SECONDS, type Trigger, TRIGGER_OF_TOPIC } from '#libs/contracts';
import { Complaints } from '../escalations/complaints.service.js';
import { Escalations } from '../escalations/escalations.service.js';

/** What a call sends on to supervisors: how angry the caller was, and what the agent could not decide alone. */
@Injectable()
export class CallHandOvers {
  constructor(
    private readonly escalations: Escalations,
    private readonly complaints: Complaints,
  ) {}

  /** Afterwards the ticket may be hidden from the agent: a lane for few eyes. */
  async of(ticketId: string, request: CallRequest, call: CallView | null): Promise<void> {
    const level = request.complaintLevel ?? 0;
    if (level !== 0) await this.complaints.set(ticketId, { level, step: request.complaintStep });
    if (request.outcome === 'escalated') await this.escalations.open(ticketId, { trigger: triggerOf(request, call) });
  }
}

/** Why it goes up, as far as the form knows; the supervisor reads the rest in the agent's words. */
const triggerOf = ({ topic, complaintLevel }: CallRequest, call: CallView | null): Trigger => {
  const ofTopic = TRIGGER_OF_TOPIC[topic];
  if (ofTopic) return ofTopic;
  if (complaintLevel === 3) return 'complaint_level_3';
  if (topic === 'COMP') return 'compensation';
  if (topic === 'SHOP') return 'shop_staff';
  return (call?.durationSeconds ?? 0) > LONG_CALL_SECONDS ? 'long_call' : 'wants_superior';
};
