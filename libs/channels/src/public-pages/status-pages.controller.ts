import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TicketStatus } from '#libs/desk';
import { Clock, Public, ScopedBy } from '#libs/platform';
import { pageLanguage } from './catalogue.js';
import { answerPrivatePage } from './public-reply.js';
import { StatusLinkScope } from './status-link-scope.js';
import { drawStatus, drawUnknownLink } from './status-page.js';

@ApiExcludeController()
@Public()
@Controller('t/:token')
export class StatusPagesController {
  constructor(
    private readonly scope: StatusLinkScope,
    private readonly status: TicketStatus,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ScopedBy(StatusLinkScope)
  async show(
    @Req() request: FastifyRequest,
    @Param('token') token: string,
    @Query() query: { lang?: unknown },
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const link = this.scope.linkOf(request);
    const ticket = link && (await this.status.find(link));
    if (!ticket) return answerPrivatePage(reply, { html: drawUnknownLink(pageLanguage(query)), status: 404 });
    const language = query.lang === undefined ? ticket.language : pageLanguage(query);
    return answerPrivatePage(reply, {
      html: drawStatus(ticket, language, this.clock.now(), `/t/${token.toLowerCase()}`),
    });
  }
}
