import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CallbackBand, PromiseCounts, PromiseList, PromiseView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { PromiseAttempts } from './promise-attempts.service.js';
import { AttemptDto, NewPromiseDto, PromiseChangeDto, PromiseCountsDto, PromiseListDto } from './promises.dto.js';
import { PromisesService } from './promises.service.js';

@ApiTags('promises')
@Controller('api/v1')
export class PromisesController {
  constructor(
    private readonly promises: PromisesService,
    private readonly attempts: PromiseAttempts,
  ) {}

  @Get('promises')
  @Allow('promise:read')
  list(@Query() query: PromiseListDto): Promise<PromiseList> {
    return this.promises.list(query);
  }

  @Get('promises/counts')
  @Allow('promise:read')
  counts(@Query() { mine }: PromiseCountsDto): Promise<PromiseCounts> {
    return this.promises.counts(mine === 'true');
  }

  @Post('promises/next')
  @Allow('promise:keep')
  @HttpCode(200)
  next(): Promise<PromiseView> {
    return this.promises.next();
  }

  @Get('promises/:id')
  @Allow('promise:read')
  get(@Param('id') id: string): Promise<PromiseView> {
    return this.promises.get(id);
  }

  @Post('promises/:id/take')
  @Allow('promise:keep')
  @HttpCode(200)
  take(@Param('id') id: string): Promise<PromiseView> {
    return this.promises.take(id);
  }

  @Post('promises/:id/call')
  @Allow('promise:keep')
  @HttpCode(200)
  call(@Param('id') id: string): Promise<PromiseView> {
    return this.attempts.start(id);
  }

  @Post('promises/:id/outcome')
  @Allow('promise:keep')
  @HttpCode(200)
  outcome(@Param('id') id: string, @Body() body: AttemptDto): Promise<PromiseView> {
    return this.attempts.finish(id, body);
  }

  @Post('promises/:id/change')
  @Allow('promise:keep')
  @HttpCode(200)
  change(@Param('id') id: string, @Body() body: PromiseChangeDto): Promise<PromiseView> {
    return this.promises.change(id, body);
  }

  @Post('promises/:id/withdraw')
  @Allow('promise:keep')
  @HttpCode(200)
  withdraw(@Param('id') id: string): Promise<PromiseView> {
    return this.promises.withdraw(id);
  }

  @Post('promises/:id/give-up')
  @Allow('promise:keep')
  @HttpCode(200)
  giveUp(@Param('id') id: string): Promise<PromiseView> {
    return this.attempts.giveUp(id);
  }

  @Post('tickets/:id/promises')
  @Allow('promise:keep')
  make(@Param('id') id: string, @Body() body: NewPromiseDto): Promise<PromiseView> {
    return this.promises.makeFor(id, body);
  }

  @Get('desks/:id/callback-bands')
  @Allow('promise:keep')
  async bands(@Param('id') id: string): Promise<{ items: CallbackBand[] }> {
    return { items: await this.promises.bands(id) };
  }
}
