import { Module } from '@nestjs/common';
import { DesksModule } from '../desks/desks.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { ApprovalDecisions } from './approval-decisions.service.js';
import { ApprovalReviews } from './approval-reviews.service.js';
import { ApprovalWishController } from './approval-wish.controller.js';
import { ApprovalWishes } from './approval-wishes.service.js';
import { ApprovalsController } from './approvals.controller.js';
import { Approvals } from './approvals.service.js';
import { TicketApprovalController } from './ticket-approval.controller.js';

/** A second person's yes before a reply goes out. */
@Module({
  imports: [DesksModule, TicketsModule],
  controllers: [ApprovalsController, ApprovalWishController, TicketApprovalController],
  providers: [ApprovalDecisions, ApprovalReviews, Approvals, ApprovalWishes],
  exports: [ApprovalDecisions, Approvals, ApprovalWishes],
})
export class ApprovalsModule {}
