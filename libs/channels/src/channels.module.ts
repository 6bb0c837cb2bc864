import { Module } from '@nestjs/common';
import { EmailModule } from './email/email.module.js';

/** How inquiries come in and answers go out. */
@Module({ imports: [EmailModule], exports: [EmailModule] })
export class ChannelsModule {}
