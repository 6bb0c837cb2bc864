import { Module } from '@nestjs/common';
import { TicketsModule } from '../tickets/tickets.module.js';
import { QualityController } from './quality.controller.js';
import { QualityDraws } from './quality-draws.js';
import { QualityRepository } from './quality.repository.js';
import { Quality } from './quality.service.js';

/** Replies read again by somebody else. */
@Module({
  imports: [TicketsModule],
  controllers: [QualityController],
  providers: [Quality, QualityDraws, QualityRepository],
  exports: [Quality, QualityDraws],
})
export class QualityModule {}
