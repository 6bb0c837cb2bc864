import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { MoveAnswer } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { MoveDto } from './people.dto.js';
import { WorkMoves } from './work-moves.service.js';

@ApiTags('floor')
@Controller('api/v1/floor')
export class WorkMovesController {
  constructor(private readonly moves: WorkMoves) {}

  @Post('moves')
  @Allow('ticket:assign')
  @HttpCode(200)
  move(@Body() body: MoveDto): Promise<MoveAnswer> {
    return this.moves.move(body);
  }
}
