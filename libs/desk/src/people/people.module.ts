import { Module } from '@nestjs/common';
import { DesksModule } from '../desks/desks.module.js';
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
import { WorkMovesController } from './work-moves.controller.js';
import { WorkMovesRepository } from './work-moves.repository.js';
import { WorkMoves } from './work-moves.service.js';

/** The people at the desk, and how work reaches them. */
@Module({
  imports: [AgentsModule, DesksModule, TicketsModule],
  controllers: [PeopleController, RosterController, WorkMovesController],
  providers: [
    Attendance,
    Leaving,
    NextTicket,
    NextTicketRepository,
    PeopleService,
    PushAssignment,
    Roster,
    RosterRepository,
    WorkMoves,
    WorkMovesRepository,
  ],
  exports: [Attendance, Leaving, NextTicket, NextTicketRepository, PushAssignment, Roster],
})
export class PeopleModule {}
