import { Module } from '@nestjs/common';
import { DesksModule } from '../desks/desks.module.js';
import { TicketsModule } from '../tickets/tickets.module.js';
import { Acknowledgements } from './acknowledgement.service.js';
import { CannedTextsController } from './canned-texts.controller.js';
import { CannedTextsRepository } from './canned-texts.repository.js';
import { CannedTexts } from './canned-texts.service.js';
import { CannedController } from './canned.controller.js';
import { CannedRepository } from './canned.repository.js';
import { CannedResponses } from './canned.service.js';
import { TicketFactsController } from './ticket-facts.controller.js';

@Module({
  imports: [DesksModule, TicketsModule],
  controllers: [CannedController, CannedTextsController, TicketFactsController],
  providers: [Acknowledgements, CannedRepository, CannedResponses, CannedTexts, CannedTextsRepository],
  exports: [Acknowledgements, CannedResponses],
})
export class CannedModule {}
