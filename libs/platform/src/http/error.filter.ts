import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject, Optional } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorBody, type ErrorCode, ERRORS, errorMessage, type Language } from '#libs/contracts';
import { currentContext, requestLanguage } from '../auth/request-context.js';
import { DomainError } from '../errors/domain-error.js';
import { log } from './log.js';

/** Draws the page that a person sees instead of a JSON error on the public pages. Provided by channels. */
export abstract class ErrorPage {
  abstract html(body: ErrorBody, status: number, language: Language): string;
}

const BY_STATUS: Record<number, ErrorCode> = { 404: 'not_found', 405: 'not_found', 413: 'request.too_large', 415: 'request.invalid', 429: 'request.too_many' };

/** The one place where an exception becomes an answer. What nobody expected is logged and told as `internal`, without its text. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Optional() @Inject(ErrorPage) private readonly page: ErrorPage | null) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = this.known(exception);
    const { status } = ERRORS[error.code];
    if (status >= 500) log.error({ err: exception, requestId: currentContext().requestId }, 'a request failed');
    const language = requestLanguage();
    const body: ErrorBody = {
      code: error.code,
      message: errorMessage(error.code, language, error.details),
      details: error.details,
      requestId: currentContext().requestId,
    };
    if (typeof error.details['seconds'] === 'number') void reply.header('retry-after', String(error.details['seconds']));
    void reply.header('cache-control', 'no-store');
    if (this.page && wantsPage(request)) {
      void reply.status(status).type('text/html; charset=utf-8').send(this.page.html(body, status, language));
    } else {
      void reply.status(status).type('application/json; charset=utf-8').send(body);
    }
  }

  private known(exception: unknown): DomainError {
    if (exception instanceof DomainError) return exception;
    const status = exception instanceof HttpException ? exception.getStatus() : statusOf(exception);
    const code = BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'request.invalid' : 'internal');
    return new DomainError(code, code === 'request.invalid' ? { fields: [] } : {});
  }
}

const statusOf = (exception: unknown): number => {
  const { statusCode } = (exception ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
};

const wantsPage = (request: FastifyRequest): boolean =>
  !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
