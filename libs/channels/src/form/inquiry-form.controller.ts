import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TicketStatus } from '#libs/desk';
import { Public, ScopedBy, WithoutTransaction } from '#libs/platform';
import { pageLanguage } from '../public-pages/catalogue.js';
import { deskLink } from '../public-pages/desk-frame.js';
import { answerNotFound } from '../public-pages/error-page.js';
import { searchedFor } from '../public-pages/faq-search.js';
import { DeskSlugScope, PublicDesks } from '../public-pages/public-desks.js';
import { answerPage, answerPrivatePage, answerSeeOther } from '../public-pages/public-reply.js';
import { StatusLinkScope } from '../public-pages/status-link-scope.js';
import { InquiryForm } from './inquiry-form.service.js';
import { readPost } from './inquiry-input.js';
import { drawDone } from './inquiry-page.js';

@ApiExcludeController()
@Public()
@Controller('d/:slug/inquiry')
export class InquiryFormController {
  constructor(
    private readonly desks: PublicDesks,
    private readonly scope: DeskSlugScope,
    private readonly links: StatusLinkScope,
    private readonly form: InquiryForm,
    private readonly status: TicketStatus,
  ) {}

  @Get()
  @WithoutTransaction()
  async show(@Param('slug') slug: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const language = pageLanguage(query);
    const found = await this.desks.find(slug);
    if (!found) return answerNotFound(reply);
    return answerPage(reply, { html: this.form.empty(found, language, searchedFor(query)), kept: 'by reader' });
  }

  @Post()
  @ScopedBy(DeskSlugScope)
  async submit(
    @Req() request: FastifyRequest,
    @Query() query: unknown,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const language = pageLanguage(query);
    const found = this.scope.deskOf(request);
    if (!found) return answerNotFound(reply);
    const outcome = await this.form.submit({ found, language, ip: request.ip }, readPost(body));
    if ('receipt' in outcome) {
      const done = deskLink(found.desk.slug, '/inquiry/done', language);
      return answerSeeOther(reply, `${done}${done.includes('?') ? '&' : '?'}r=${outcome.receipt}`);
    }
    if (outcome.retryAfterSeconds) void reply.header('retry-after', String(outcome.retryAfterSeconds));
    return answerPage(reply, outcome);
  }

  /** The receipt. Loading it again does nothing but show it again. */
  @Get('done')
  @ScopedBy(StatusLinkScope)
  async done(
    @Req() request: FastifyRequest,
    @Param('slug') slug: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const language = pageLanguage(query);
    const link = this.links.linkOf(request);
    const ticket = link && (await this.status.find(link));
    if (!ticket || ticket.desk.slug !== slug) return answerNotFound(reply);
    const statusLink = `/t/${(query as { r: string }).r}${language === 'ja' ? '' : `?lang=${language}`}`;
    return answerPrivatePage(reply, { html: drawDone(ticket.desk, language, { ...ticket, statusLink }) });
  }
}
