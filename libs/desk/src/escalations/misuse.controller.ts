import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { MisuseRegister } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { ClaimDto, FindingDto } from './escalations.dto.js';
import { Misuse } from './misuse.service.js';

@ApiTags('misuse')
@Controller('api/v1/misuse')
export class MisuseController {
  constructor(private readonly misuse: Misuse) {}

  @Get()
  @Allow('ticket:read')
  register(): Promise<MisuseRegister> {
    return this.misuse.register();
  }

  @Post(':id/finding')
  @Allow('escalation:take')
  @HttpCode(200)
  decide(@Param('id') id: string, @Body() body: FindingDto): Promise<MisuseRegister> {
    return this.misuse.decide(id, body.state);
  }

  @Put('claims/:incidentId')
  @Allow('canned:write')
  settle(@Param('incidentId') incidentId: string, @Body() body: ClaimDto): Promise<MisuseRegister> {
    return this.misuse.settle(incidentId, body.state);
  }
}
