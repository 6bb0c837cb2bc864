import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FloorPerson, ListView, OwnStateView, TicketView, WorkProfile, WorkRules } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { FloorService } from '../floor/floor.service.js';
import { NextTicket } from './next-ticket.service.js';
import { LeaveDto, SetStateDto, WorkProfileDto, WorkRulesDto } from './people.dto.js';
import { PeopleService } from './people.service.js';

@ApiTags('people')
@Controller('api/v1')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly floor: FloorService,
    private readonly nextTicket: NextTicket,
  ) {}

  @Post('tickets/next')
  @Allow('ticket:claim')
  @HttpCode(200)
  next(): Promise<TicketView> {
    return this.nextTicket.take();
  }

  @Get('people')
  @Allow('floor:read')
  async list(): Promise<ListView<FloorPerson>> {
    return { items: await this.floor.people() };
  }

  @Get('people/me')
  @Allow('ticket:claim')
  own(): Promise<OwnStateView> {
    return this.people.own();
  }

  @Put('people/me/state')
  @Allow('ticket:claim')
  setOwn(@Body() body: SetStateDto): Promise<OwnStateView> {
    return this.people.setOwn(body.state);
  }

  @Post('people/me/leave')
  @Allow('ticket:claim')
  @HttpCode(200)
  leave(@Body() body: LeaveDto): Promise<{ returned: number }> {
    return this.people.leave(body.tickets);
  }

  @Put('people/:id/state')
  @Allow('ticket:assign')
  @HttpCode(204)
  setOf(@Param('id') id: string, @Body() body: SetStateDto): Promise<void> {
    return this.people.setOf(id, body.state);
  }

  @Get('people/:id/profile')
  @Allow('roster:write')
  profile(@Param('id') id: string): Promise<WorkProfile> {
    return this.people.profileOf(id);
  }

  @Put('people/:id/profile')
  @Allow('roster:write')
  saveProfile(@Param('id') id: string, @Body() body: WorkProfileDto): Promise<WorkProfile> {
    return this.people.saveProfile(id, body);
  }

  @Get('work-rules')
  @Allow('roster:write')
  rules(): Promise<WorkRules> {
    return this.people.rules();
  }

  @Put('work-rules')
  @Allow('account:write')
  saveRules(@Body() body: WorkRulesDto): Promise<WorkRules> {
    return this.people.saveRules(body);
  }
}
