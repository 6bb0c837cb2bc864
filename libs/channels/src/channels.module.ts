import { Module } from '@nestjs/common';
import { EmailModule } from './email/email.module.js';
import { PublicPagesModule } from './public-pages/public-pages.module.js';

/** How inquiries come in and answers go out. */
@Module({ imports: [EmailModule, PublicPagesModule], exports: [EmailModule] })
export class ChannelsModule {}
