import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ErrorBody, Language } from '#libs/contracts';
import { ErrorPage, requestLanguage } from '#libs/platform';
import { say } from './catalogue.js';
import { otherLanguage } from './desk-frame.js';
import { drawPage } from './page-renderer.js';
import { answerPrivatePage } from './public-reply.js';

const keyOf = (status: number): string => {
  if (status === 404 || status === 413 || status === 429) return String(status);
  return status < 500 ? '4xx' : '500';
};

/** A page that knows nothing of any desk: the same for an unknown address as for one that is kept from the visitor. */
export const drawErrorPage = (status: number, language: Language, requestId: string | null = null): string =>
  drawPage('message', {
    language,
    title: say(language, `error.${keyOf(status)}_title`),
    frame: null,
    // Only what was read can be read again; what was sent would be lost by it.
    otherLanguage: status === 404 ? `?lang=${otherLanguage(language)}` : null,
    otherLang: otherLanguage(language),
    private: true,
    lines: [say(language, `error.${keyOf(status)}_text`)],
    requestId: status >= 500 ? requestId : null,
  });

/** The answer to an address that leads nowhere, in the language of the address or else of the browser. */
export const answerNotFound = (reply: FastifyReply): string =>
  answerPrivatePage(reply, { html: drawErrorPage(404, requestLanguage()), status: 404 });

/** What a person sees instead of a JSON error outside the API. */
@Injectable()
export class PublicErrorPage extends ErrorPage {
  html(body: ErrorBody, status: number, language: Language): string {
    return drawErrorPage(status, language, body.requestId);
  }
}
