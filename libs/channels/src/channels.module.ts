import { Module } from '@nestjs/common';

/** How inquiries come in and answers go out. */
@Module({})
export class ChannelsModule {}
