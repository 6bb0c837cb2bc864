import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Ratings, TicketStatus } from '#libs/desk';
import { Public, ScopedBy } from '#libs/platform';
import { FollowUpForm } from '../form/follow-up.service.js';
import { readPost, readRating } from '../form/inquiry-input.js';
import { pageLanguage } from './catalogue.js';
import { answerPrivatePage, answerSeeOther } from './public-reply.js';
import { StatusLinkScope } from './status-link-scope.js';
import { answerUnknownLink } from './status-page.js';

@ApiExcludeController()
@Public()
@ScopedBy(StatusLinkScope)
@Controller('t/:token')
export class StatusPagesController {
  constructor(
    private readonly scope: StatusLinkScope,
    private readonly status: TicketStatus,
    private readonly followUps: FollowUpForm,
    private readonly ratings: Ratings,
  ) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Param('token') token: string,
    @Query() query: { lang?: unknown; added?: unknown },
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const visit = await this.visitOf(request, token, query);
    if (!visit) return answerUnknownLink(reply);
    const isAdded = query.added !== undefined && visit.ticket.messages !== null;
    return answerPrivatePage(reply, { html: this.followUps.show(visit, { isAdded }) });
  }

  /** Adds the requester's words to the inquiry. The link itself is the proof; there is no session that could be borrowed. */
  @Post()
  async add(
    @Req() request: FastifyRequest,
    @Param('token') token: string,
    @Query() query: { lang?: unknown },
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const visit = await this.visitOf(request, token, query);
    if (!visit) return answerUnknownLink(reply);
    const page = await this.followUps.submit(visit, readPost(body));
    if (page) return answerPrivatePage(reply, page);
    return answerSeeOther(reply, `${visit.address}?lang=${visit.language}&added=yes`);
  }

  /** How content the requester is. What comes twice, or too late, leads to the page as it stands. */
  @Post('rating')
  async rate(
    @Req() request: FastifyRequest,
    @Param('token') token: string,
    @Query() query: { lang?: unknown },
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const visit = await this.visitOf(request, token, query);
    if (!visit) return answerUnknownLink(reply);
    const rating = readRating(body);
    if (!rating && visit.ticket.rating) {
      return answerPrivatePage(reply, { html: this.followUps.show(visit, { isUnrated: true }), status: 422 });
    }
    if (rating) await this.ratings.give(visit.link.ticketId, rating.answeredAt, rating.score);
    return answerSeeOther(reply, `${visit.address}?lang=${visit.language}#rating`);
  }

  private async visitOf(request: FastifyRequest, token: string, query: { lang?: unknown }) {
    const link = this.scope.linkOf(request);
    const ticket = link && (await this.status.find(link));
    if (!ticket) return null;
    const language = query.lang === undefined ? ticket.language : pageLanguage(query);
    return { link, ticket, language, address: `/t/${token.toLowerCase()}` };
  }
}
