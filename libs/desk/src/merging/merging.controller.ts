import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListView, SameRequester, TicketView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { MergeDto } from './merging.dto.js';
import { Merging } from './merging.service.js';
import { SamePerson } from './same-person.service.js';

@ApiTags('tickets')
@Controller('api/v1/tickets')
export class MergingController {
  constructor(
    private readonly merging: Merging,
    private readonly samePerson: SamePerson,
  ) {}

  @Get(':id/same-requester')
  @Allow('ticket:merge')
  sameRequester(@Param('id') id: string): Promise<ListView<SameRequester>> {
    return this.samePerson.of(id);
  }

  @Post(':id/merge')
  @Allow('ticket:merge')
  @HttpCode(200)
  merge(@Param('id') id: string, @Body() body: MergeDto): Promise<TicketView> {
    return this.merging.merge(id, body);
  }

  @Post(':id/unmerge')
  @Allow('ticket:merge')
  @HttpCode(200)
  unmerge(@Param('id') id: string): Promise<TicketView> {
    return this.merging.unmerge(id);
  }
}
