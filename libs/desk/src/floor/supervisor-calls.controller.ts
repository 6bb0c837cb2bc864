import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { ListView, OwnSupervisorCall, SupervisorCall } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { SupervisorCalls } from './supervisor-calls.service.js';

class SupervisorCallDto {
  @ApiProperty() @IsUUID() deskId: string;
}

@ApiTags('calls')
@Controller('api/v1/calls/supervisor')
export class SupervisorCallsController {
  constructor(private readonly calls: SupervisorCalls) {}

  /** To the call that this person is on. */
  @Post()
  @Allow('call:log')
  @HttpCode(204)
  call(@Body() body: SupervisorCallDto): Promise<void> {
    return this.calls.call(body.deskId);
  }

  @Get('mine')
  @Allow('call:log')
  own(): Promise<OwnSupervisorCall> {
    return this.calls.own();
  }

  @Delete('mine')
  @Allow('call:log')
  @HttpCode(204)
  withdraw(): Promise<void> {
    return this.calls.withdraw();
  }

  @Get()
  @Allow('escalation:take')
  async list(): Promise<ListView<SupervisorCall>> {
    return { items: await this.calls.list() };
  }

  /** “I am coming.” */
  @Post(':id/take')
  @Allow('escalation:take')
  @HttpCode(200)
  take(@Param('id') id: string): Promise<SupervisorCall> {
    return this.calls.take(id);
  }
}
