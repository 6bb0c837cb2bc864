import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Optional } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorBody, ERRORS, errorMessage, type Language } from '#libs/contracts';
import { currentContext, requestLanguage } from '../auth/request-context.js';
import { knownError } from '../errors/known-error.js';
import { log } from './log.js';

/** Draws the page that a person sees instead of a JSON error on the public pages. Provided by channels. */
export abstract class ErrorPage {
  abstract html(body: ErrorBody, status: number, language: Language): string;
}

/** The one place where an exception becomes an answer. What nobody expected is logged and told as `internal`, without its text. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Optional() @Inject(ErrorPage) private readonly page: ErrorPage | null) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = knownError(exception);
    const { status } = ERRORS[error.code];
    if (status >= 500) log.error({ err: exception, requestId: currentContext().requestId }, 'a request failed');
    const language = requestLanguage();
    const body: ErrorBody = {
      code: error.code,
      message: errorMessage(error.code, language, error.details),
      details: error.details,
      requestId: currentContext().requestId,
    };
    if (typeof error.details['seconds'] === 'number')
      void reply.header('retry-after', String(error.details['seconds']));
    void reply.header('cache-control', 'no-store');
    if (this.page && wantsPage(request)) {
      void reply
        .status(status)
        .type('text/html; charset=utf-8')
        .send(this.page.html(body, status, language));
    } else {
      void reply.status(status).type('application/json; charset=utf-8').send(body);
    }
  }
}

const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
