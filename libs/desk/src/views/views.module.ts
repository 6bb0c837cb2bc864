import { Module } from '@nestjs/common';
import { DesksModule } from '../desks/desks.module.js';
import { ViewsController } from './views.controller.js';
import { ViewsRepository } from './views.repository.js';
import { ViewsService } from './views.service.js';

/** Views of the queue that people keep and share. */
@Module({ imports: [DesksModule], controllers: [ViewsController], providers: [ViewsRepository, ViewsService] })
export class ViewsModule {}
