import { Module } from '@nestjs/common';
import { CallsController } from '../calls/calls.controller.js';
import { CallsService } from '../calls/calls.service.js';
import { DesksModule } from '../desks/desks.module.js';
import { FloorController } from '../floor/floor.controller.js';
import { FloorRepository } from '../floor/floor.repository.js';
import { FloorService } from '../floor/floor.service.js';
import { PresenceService } from '../presence/presence.service.js';
import { ListRequests } from '../queue/list-requests.js';
import { QueueController } from '../queue/queue.controller.js';
import { QueuePush } from '../queue/queue.push.js';
import { QueueRepository } from '../queue/queue.repository.js';
import { QueueService } from '../queue/queue.service.js';
import { StatusLinks } from '../status/status-links.js';
import { TicketStatus } from '../status/ticket-status.js';
import { ReferenceNumbers } from './reference-numbers.js';
import { ReplyUndoRepository } from './reply-undo.repository.js';
import { ReplyUndo } from './reply-undo.service.js';
import { TicketFollowUps } from './ticket-follow-ups.service.js';
import { TicketIntakeRepository } from './ticket-intake.repository.js';
import { TicketIntake } from './ticket-intake.service.js';
import { TicketReplies } from './ticket-replies.service.js';
import { TicketViews } from './ticket-views.service.js';
import { TicketsController } from './tickets.controller.js';
import { TicketsRepository } from './tickets.repository.js';
import { TicketsService } from './tickets.service.js';

/** Tickets, the live queue over them, and who is at work on it. */
@Module({
  imports: [DesksModule],
  controllers: [TicketsController, QueueController, CallsController, FloorController],
  providers: [
    CallsService,
    FloorRepository,
    FloorService,
    ListRequests,
    PresenceService,
    QueuePush,
    QueueRepository,
    QueueService,
    ReferenceNumbers,
    ReplyUndo,
    ReplyUndoRepository,
    StatusLinks,
    TicketFollowUps,
    TicketIntake,
    TicketIntakeRepository,
    TicketReplies,
    TicketsRepository,
    TicketsService,
    TicketStatus,
    TicketViews,
  ],
  exports: [
    CallsService,
    QueueService,
    StatusLinks,
    TicketFollowUps,
    TicketIntake,
    TicketReplies,
    TicketsRepository,
    TicketsService,
    TicketStatus,
    TicketViews,
  ],
})
export class TicketsModule {}
