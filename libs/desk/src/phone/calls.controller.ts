import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CallerView, CallEventPush, CallsNow, ListView, PhoneScriptView, TicketView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { ActivityDto, CallDto, CallerDto, WrapUpDto } from './calls.dto.js';
import { CallsService } from './calls.service.js';
import { Callers } from './caller.service.js';
import { NumberLeases } from './number-leases.service.js';
import { PhoneScriptDto } from './phone-script.dto.js';
import { PhoneScripts } from './phone-script.service.js';

@ApiTags('calls')
@Controller('api/v1')
export class CallsController {
  constructor(
    private readonly calls: CallsService,
    private readonly callers: Callers,
    private readonly leases: NumberLeases,
    private readonly scripts: PhoneScripts,
  ) {}

  @Post('calls')
  @Allow('call:log')
  log(@Body() body: CallDto): Promise<TicketView> {
    return this.calls.log(body);
  }

  @Get('calls/now')
  @Allow('call:log')
  now(): Promise<CallsNow> {
    return this.callers.now();
  }

  @Get('calls/mine')
  @Allow('call:log')
  async mine(): Promise<ListView<CallEventPush>> {
    return { items: await this.callers.mine() };
  }

  /** By POST: a caller's number has no place in an address. */
  @Post('calls/caller')
  @Allow('call:log')
  @HttpCode(200)
  caller(@Body() body: CallerDto): Promise<CallerView> {
    return this.callers.of(body.deskId, body.number ?? null);
  }

  @Post('calls/numbers')
  @Allow('call:log')
  async lease(): Promise<{ numbers: string[] }> {
    return { numbers: await this.leases.lease() };
  }

  @Put('calls/activity')
  @Allow('call:log')
  @HttpCode(204)
  act(@Body() body: ActivityDto): Promise<void> {
    return this.calls.act(body.activity);
  }

  @Post('calls/:id/wrap-up')
  @Allow('call:log')
  @HttpCode(204)
  wrapUp(@Param('id') id: string, @Body() body: WrapUpDto): Promise<void> {
    return this.calls.wrapUp(id, body);
  }

  @Get('desks/:id/phone-script')
  @Allow('call:log')
  script(@Param('id') id: string, @Query() query: PhoneScriptDto): Promise<PhoneScriptView> {
    return this.scripts.of(id, query.topic);
  }
}
