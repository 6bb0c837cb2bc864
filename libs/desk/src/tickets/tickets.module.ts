import { Module } from '@nestjs/common';
import { ApprovalGate } from '../approvals/approval-gate.service.js';
import { ApprovalsRepository } from '../approvals/approvals.repository.js';
import { ReplyBases } from '../approvals/reply-basis.service.js';
import { CannedRepository } from '../canned/canned.repository.js';
import { ClockAlertsRepository } from '../clocks/clock-alerts.repository.js';
import { ClockWatch } from '../clocks/clock-watch.js';
import { DeskHoursController } from '../clocks/desk-hours.controller.js';
import { DeskHoursService } from '../clocks/desk-hours.service.js';
import { DueTimes } from '../clocks/due-times.service.js';
import { TicketClocks } from '../clocks/ticket-clocks.service.js';
import { DesksModule } from '../desks/desks.module.js';
import { EscalationOpening } from '../escalations/opening.service.js';
import { EscalationsRepository } from '../escalations/escalations.repository.js';
import { FloorController } from '../floor/floor.controller.js';
import { AttentionRepository } from '../floor/attention.repository.js';
import { FloorHints } from '../floor/floor-hints.js';
import { FloorRepository } from '../floor/floor.repository.js';
import { SupervisorCallsController } from '../floor/supervisor-calls.controller.js';
import { SupervisorCallsPush } from '../floor/supervisor-calls.push.js';
import { SupervisorCalls } from '../floor/supervisor-calls.service.js';
import { FloorService } from '../floor/floor.service.js';
import { MergedTickets } from '../merging/merged-tickets.service.js';
import { MergingRepository } from '../merging/merging.repository.js';
import { AgentsModule } from '../people/agents.module.js';
import { PresenceService } from '../presence/presence.service.js';
import { ListRequests } from '../queue/list-requests.js';
import { QueueController } from '../queue/queue.controller.js';
import { QueuePush } from '../queue/queue.push.js';
import { QueueRepository } from '../queue/queue.repository.js';
import { QueueService } from '../queue/queue.service.js';
import { ReplyChecks } from '../reply-check/reply-checks.service.js';
import { RatingsRepository } from '../ratings/ratings.repository.js';
import { Ratings } from '../ratings/ratings.service.js';
import { StatusLinks } from '../status/status-links.js';
import { TicketStatus } from '../status/ticket-status.js';
import { HeldTicketsRepository } from './held-tickets.repository.js';
import { HeldTickets } from './held-tickets.service.js';
import { MisfiledMailRepository } from './misfiled-mail.repository.js';
import { MisfiledMails } from './misfiled-mail.service.js';
import { ReferenceNumbers } from './reference-numbers.js';
import { ReplyUndoRepository } from './reply-undo.repository.js';
import { ReplyUndo } from './reply-undo.service.js';
import { TicketFollowUps } from './ticket-follow-ups.service.js';
import { TicketIntakeRepository } from './ticket-intake.repository.js';
import { TicketIntake } from './ticket-intake.service.js';
import { TicketReplies } from './ticket-replies.service.js';
import { TicketViews } from './ticket-views.service.js';
import { ToldTimes } from './told-times.service.js';
import { TicketsController } from './tickets.controller.js';
import { TicketsRepository } from './tickets.repository.js';
import { TicketsService } from './tickets.service.js';

/** Tickets, the live queue over them, and who is at work on it. */
@Module({
  imports: [AgentsModule, DesksModule],
  controllers: [DeskHoursController, TicketsController, QueueController, FloorController, SupervisorCallsController],
  providers: [
    ApprovalGate,
    ApprovalsRepository,
    CannedRepository,
    ClockAlertsRepository,
    ClockWatch,
    DeskHoursService,
    DueTimes,
    AttentionRepository,
    EscalationOpening,
    EscalationsRepository,
    FloorHints,
    FloorRepository,
    FloorService,
    HeldTickets,
    HeldTicketsRepository,
    ListRequests,
    MergedTickets,
    MergingRepository,
    MisfiledMailRepository,
    MisfiledMails,
    PresenceService,
    QueuePush,
    QueueRepository,
    QueueService,
    Ratings,
    RatingsRepository,
    ReferenceNumbers,
    ReplyBases,
    ReplyChecks,
    ReplyUndo,
    ReplyUndoRepository,
    StatusLinks,
    SupervisorCalls,
    SupervisorCallsPush,
    TicketClocks,
    TicketFollowUps,
    TicketIntake,
    TicketIntakeRepository,
    TicketReplies,
    TicketsRepository,
    TicketsService,
    TicketStatus,
    TicketViews,
    ToldTimes,
  ],
  exports: [
    ClockAlertsRepository,
    ClockWatch,
    DeskHoursService,
    ApprovalGate,
    ApprovalsRepository,
    EscalationOpening,
    EscalationsRepository,
    FloorHints,
    FloorService,
    MergingRepository,
    MisfiledMails,
    QueueService,
    Ratings,
    ReferenceNumbers,
    ReplyBases,
    ReplyUndo,
    StatusLinks,
    TicketClocks,
    TicketFollowUps,
    TicketIntake,
    TicketReplies,
    TicketsRepository,
    TicketsService,
    TicketStatus,
    TicketViews,
    ToldTimes,
  ],
})
export class TicketsModule {}
