import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EscalationRow, EscalationView, ListView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { MaybeWordsDto, WordsDto } from './escalations.dto.js';
import { Escalations } from './escalations.service.js';

@ApiTags('escalations')
@Controller('api/v1/escalations')
export class EscalationsController {
  constructor(private readonly escalations: Escalations) {}

  @Get()
  @Allow('escalation:take')
  list(): Promise<ListView<EscalationRow>> {
    return this.escalations.list();
  }

  @Get(':id')
  @Allow('escalation:take')
  get(@Param('id') id: string): Promise<EscalationView> {
    return this.escalations.get(id);
  }

  @Post(':id/take')
  @Allow('escalation:take')
  @HttpCode(200)
  take(@Param('id') id: string): Promise<EscalationView> {
    return this.escalations.take(id);
  }

  @Post(':id/return')
  @Allow('escalation:take')
  @HttpCode(200)
  giveBack(@Param('id') id: string, @Body() body: WordsDto): Promise<EscalationView> {
    return this.escalations.giveBack(id, body.words);
  }

  @Post(':id/close')
  @Allow('escalation:take')
  @HttpCode(200)
  close(@Param('id') id: string, @Body() body: MaybeWordsDto): Promise<EscalationView> {
    return this.escalations.close(id, body.words ?? null);
  }
}
