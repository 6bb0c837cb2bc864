import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clock, Public, WithoutTransaction } from '#libs/platform';
import { pageLanguage } from './catalogue.js';
import { drawDeskPage, drawStatementsPage } from './desk-page.js';
import { answerNotFound } from './error-page.js';
import { drawFaq } from './faq-page.js';
import { searchedFor } from './faq-search.js';
import { PublicDesks } from './public-desks.js';
import { answerPage } from './public-reply.js';
import { STYLESHEET } from './stylesheet.js';

/** A desk's pages to read. They come from memory for some seconds, hence no transaction for each visitor. */
@ApiExcludeController()
@Public()
@WithoutTransaction()
@Controller()
export class DeskPagesController {
  constructor(
    private readonly desks: PublicDesks,
    private readonly clock: Clock,
  ) {}

  @Get('d/:slug')
  async desk(@Param('slug') slug: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const language = pageLanguage(query);
    const found = await this.desks.find(slug);
    if (!found) return answerNotFound(reply);
    return answerPage(reply, drawDeskPage(found, language, this.clock.now()));
  }

  @Get('d/:slug/faq')
  async faq(@Param('slug') slug: string, @Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const language = pageLanguage(query);
    const found = await this.desks.find(slug);
    if (!found) return answerNotFound(reply);
    return answerPage(reply, { html: drawFaq(found, language, this.clock.now(), searchedFor(query)), kept: 10 });
  }

  @Get(['d/:slug/statements', 'd/:slug/statements/:number'])
  async statements(
    @Param('slug') slug: string,
    @Param('number') number: string | undefined,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const language = pageLanguage(query);
    const found = await this.desks.find(slug);
    const asked = number === undefined ? null : /^\d{1,4}$/.test(number) ? Number(number) : 0;
    const html = found && drawStatementsPage(found, language, this.clock.now(), asked);
    if (!html) return answerNotFound(reply);
    return answerPage(reply, { html, kept: 10 });
  }

  @Get(STYLESHEET.path)
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  stylesheet(): string {
    return STYLESHEET.text;
  }
}
