import { Module } from '@nestjs/common';
import { DeskDirectory } from './desk-directory.js';
import { DesksController } from './desks.controller.js';
import { DesksRepository } from './desks.repository.js';
import { DesksService } from './desks.service.js';

@Module({
  controllers: [DesksController],
  providers: [DesksRepository, DesksService, DeskDirectory],
  exports: [DesksService, DeskDirectory],
})
export class DesksModule {}
