import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AgentsModule } from './agents.module.js';
import { Attendance } from './attendance.service.js';
import { Leaving } from './leaving.service.js';
import { NextTicketRepository } from './next-ticket.repository.js';
import { NextTicket } from './next-ticket.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { PushAssignment } from './push-assignment.service.js';
import { RosterController } from './roster.controller.js';
import { RosterRepository } from './roster.repository.js';
import { Roster } from './roster.service.js';

/** The people at the desk, and how work reaches them. */
@Module({
  imports: [AgentsModule, TicketsModule],
  controllers: [PeopleController, RosterController],
  providers: [
    Attendance,
    Leaving,
    NextTicket,
    NextTicketRepository,
    PeopleService,
    PushAssignment,
    Roster,
    RosterRepository,
  ],
  exports: [Attendance, Leaving, NextTicket, NextTicketRepository, PushAssignment, Roster],
})
export class PeopleModule {}
