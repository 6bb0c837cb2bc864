import { Module } from '@nestjs/common';
import { DesksModule } from '../desks/desks.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { AcknowledgementJob } from './acknowledgement.job.js';
import { AcknowledgementsRepository } from './acknowledgements.repository.js';
import { Acknowledgements } from './acknowledgements.service.js';
import { CannedTextsController } from './canned-texts.controller.js';
import { CannedTextsPush } from './canned-texts.push.js';
import { CannedTextsRepository } from './canned-texts.repository.js';
import { CannedTexts } from './canned-texts.service.js';
import { CannedController } from './canned.controller.js';
import { CannedRepository } from './canned.repository.js';
import { CannedResponses } from './canned.service.js';
import { DeskNoticesController } from './desk-notices.controller.js';
import { DeskNoticesRepository } from './desk-notices.repository.js';
import { DeskNotices } from './desk-notices.service.js';
import { TicketFactsController } from './ticket-facts.controller.js';

@Module({
  imports: [DesksModule, TicketsModule],
  controllers: [CannedController, CannedTextsController, DeskNoticesController, TicketFactsController],
  providers: [
    AcknowledgementJob,
    Acknowledgements,
    AcknowledgementsRepository,
    CannedRepository,
    CannedResponses,
    CannedTexts,
    CannedTextsPush,
    CannedTextsRepository,
    DeskNotices,
    DeskNoticesRepository,
  ],
  exports: [Acknowledgements, CannedResponses, DeskNotices],
})
export class CannedModule {}
