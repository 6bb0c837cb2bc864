import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ReplyCheckView, TicketPage, TicketView } from '#libs/contracts';
import { Allow } from '#libs/platform';
import { ListRequests } from '../queue/list-requests.js';
import { QueueService } from '../queue/queue.service.js';
import { ReplyUndo } from './reply-undo.service.js';
import { TicketReplies } from './ticket-replies.service.js';
import { TicketViews } from './ticket-views.service.js';
import { AssignDto, HandBackDto, ListTicketsDto, NoteDto, ReplyCheckDto, ReplyDto, SortDto } from './tickets.dto.js';
import { TicketsService } from './tickets.service.js';

@ApiTags('tickets')
@Controller('api/v1/tickets')
export class TicketsController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly views: TicketViews,
    private readonly replies: TicketReplies,
    private readonly undos: ReplyUndo,
    private readonly queue: QueueService,
    private readonly requests: ListRequests,
  ) {}

  @Get()
  @Allow('ticket:read')
  list(@Query() query: ListTicketsDto): Promise<TicketPage> {
    return this.queue.list(this.requests.of(query));
  }

  @Get(':id')
  @Allow('ticket:read')
  get(@Param('id') id: string): Promise<TicketView> {
    return this.views.get(id);
  }

  @Post(':id/claim')
  @Allow('ticket:claim')
  @HttpCode(200)
  claim(@Param('id') id: string): Promise<TicketView> {
    return this.tickets.claim(id);
  }

  @Post(':id/release')
  @Allow('ticket:release')
  @HttpCode(200)
  release(@Param('id') id: string): Promise<TicketView> {
    return this.tickets.release(id);
  }

  @Post(':id/assign')
  @Allow('ticket:assign')
  @HttpCode(200)
  assign(@Param('id') id: string, @Body() body: AssignDto): Promise<TicketView> {
    return this.tickets.assign(id, body.assigneeId);
  }

  @Post(':id/sort')
  @Allow('ticket:sort')
  @HttpCode(200)
  sort(@Param('id') id: string, @Body() body: SortDto): Promise<TicketView> {
    return this.tickets.sort(id, body);
  }

  @Post(':id/resolve')
  @Allow('ticket:resolve')
  @HttpCode(200)
  resolve(@Param('id') id: string): Promise<TicketView> {
    return this.tickets.resolve(id);
  }

  @Post(':id/reopen')
  @Allow('ticket:resolve')
  @HttpCode(200)
  reopen(@Param('id') id: string): Promise<TicketView> {
    return this.tickets.reopen(id);
  }

  @Post(':id/notes')
  @Allow('ticket:note')
  note(@Param('id') id: string, @Body() body: NoteDto): Promise<TicketView> {
    return this.tickets.note(id, body.text);
  }

  @Post(':id/replies')
  @Allow('ticket:answer')
  reply(@Param('id') id: string, @Body() body: ReplyDto): Promise<TicketView> {
    return this.replies.reply(id, body);
  }

  @Post(':id/hand-back')
  @Allow('ticket:answer')
  @HttpCode(200)
  handBack(@Param('id') id: string, @Body() body: HandBackDto): Promise<TicketView> {
    return this.replies.handBack(id, body);
  }

  @Post(':id/replies/:messageId/undo')
  @Allow('ticket:answer')
  @HttpCode(200)
  undo(@Param('id') id: string, @Param('messageId') messageId: string): Promise<TicketView> {
    return this.undos.undo(id, messageId);
  }

  @Post(':id/reply-check')
  @Allow('ticket:answer')
  @HttpCode(200)
  check(@Param('id') id: string, @Body() body: ReplyCheckDto): Promise<ReplyCheckView> {
    return this.replies.check(id, body.text, body.charset);
  }
}
