import { Body, Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { CallEventAnswer, CallEventKeyView, NewCallEventKey } from '#libs/contracts';
import { Allow, Clock, currentActor, Public, ScopedBy } from '#libs/platform';
import { CallEventKeys } from './call-event-keys.service.js';
import { CallEventDto, ExtensionDto } from './call-events.dto.js';
import { CallEventScope } from './call-events.scope.js';
import { CallEvents } from './call-events.service.js';
import { PhoneLinesRepository } from './phone-lines.repository.js';

@ApiTags('call events')
@Controller('api/v1')
export class CallEventsController {
  constructor(
    private readonly events: CallEvents,
    private readonly keys: CallEventKeys,
    private readonly lines: PhoneLinesRepository,
    private readonly clock: Clock,
  ) {}

  /** For telephony systems: under a bearer key, without a session. */
  @Post('call-events')
  @Public()
  @ScopedBy(CallEventScope)
  @ApiBearerAuth()
  @HttpCode(200)
  take(@Body() body: CallEventDto): Promise<CallEventAnswer> {
    return this.events.take(body);
  }

  @Get('call-events/key')
  @Allow('call:connect')
  async list(): Promise<{ items: CallEventKeyView[] }> {
    return { items: await this.keys.list() };
  }

  @Post('call-events/key')
  @Allow('call:connect')
  rotate(): Promise<NewCallEventKey> {
    return this.keys.rotate();
  }

  @Delete('call-events/key')
  @Allow('call:connect')
  @HttpCode(204)
  end(): Promise<void> {
    return this.keys.end();
  }

  @Get('calls/extension')
  @Allow('call:log')
  async extension(): Promise<{ extension: string | null }> {
    return { extension: await this.lines.extensionOf(currentActor().userId) };
  }

  @Put('calls/extension')
  @Allow('call:log')
  @HttpCode(204)
  sitAt(@Body() body: ExtensionDto): Promise<void> {
    return this.lines.sitAt(currentActor().userId, body.extension, this.clock.now());
  }
}
