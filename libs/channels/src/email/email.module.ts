import { Module } from '@nestjs/common';
import { DeskModule } from '#libs/desk';
import { MailComposer } from './mail-composer.js';
import { MailRelay } from './mail-relay.js';
import { MailRepository } from './mail.repository.js';
import { MessageDeliverJob } from './message-deliver.job.js';
import { MessageIds } from './message-ids.js';
import { OutboxController } from './outbox.controller.js';
import { OutboxRepository } from './outbox.repository.js';
import { OutboxService } from './outbox.service.js';

/** Mail that leaves: composed in the desk's name, delivered by a job, or kept in the outbox. */
@Module({
  imports: [DeskModule],
  controllers: [OutboxController],
  providers: [MailComposer, MailRelay, MailRepository, MessageDeliverJob, MessageIds, OutboxRepository, OutboxService],
  exports: [MessageIds],
})
export class EmailModule {}
