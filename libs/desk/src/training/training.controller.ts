import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListView, TraineeRow, TrainingReview, TrainingView } from '#libs/contracts';
import { Allow, WithoutTransaction } from '#libs/platform';
import { TrainingReviews } from './training-reviews.service.js';
import { TrainingRounds } from './training-rounds.service.js';

@ApiTags('training')
@Controller('api/v1/training')
export class TrainingController {
  constructor(
    private readonly rounds: TrainingRounds,
    private readonly reviews: TrainingReviews,
  ) {}

  @Get()
  @Allow('training:own')
  view(): Promise<TrainingView> {
    return this.reviews.view();
  }

  /** A fresh set of invented inquiries. */
  @Post()
  @Allow('training:own')
  @WithoutTransaction()
  @HttpCode(204)
  start(): Promise<void> {
    return this.rounds.start();
  }

  @Delete()
  @Allow('training:own')
  @HttpCode(204)
  end(): Promise<void> {
    return this.rounds.end();
  }

  @Post('tasks/:id/review')
  @Allow('training:own')
  @HttpCode(200)
  review(@Param('id') id: string): Promise<TrainingReview> {
    return this.reviews.review(id);
  }

  @Get('people')
  @Allow('roster:write')
  people(): Promise<ListView<TraineeRow>> {
    return this.reviews.people();
  }
}
