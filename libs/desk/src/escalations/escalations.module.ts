import { Module } from '@nestjs/common';
import { DesksModule } from '../desks/desks.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Complaints } from './complaints.service.js';
import { EscalationAlarmJob } from './escalation-alarm.job.js';
import { EscalationsController } from './escalations.controller.js';
import { EscalationsPush } from './escalations.push.js';
import { Escalations } from './escalations.service.js';
import { MisuseController } from './misuse.controller.js';
import { MisuseRepository } from './misuse.repository.js';
import { Misuse } from './misuse.service.js';
import { TicketEscalationController } from './ticket-escalation.controller.js';

/** What goes beyond an agent: to supervisors, to the few who speak with press, lawyers and police; complaints; the misuse register. */
@Module({
  imports: [DesksModule, TicketsModule],
  controllers: [EscalationsController, MisuseController, TicketEscalationController],
  providers: [Complaints, EscalationAlarmJob, Escalations, EscalationsPush, Misuse, MisuseRepository],
  exports: [Complaints, Escalations, Misuse],
})
export class EscalationsModule {}
