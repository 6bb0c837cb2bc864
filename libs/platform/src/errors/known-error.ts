import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '#libs/contracts';
import { sqlState } from '../database/database.js';
import { DomainError } from './domain-error.js';

const BY_STATUS: Record<number, ErrorCode> = {
  404: 'not_found',
  405: 'not_found',
  413: 'request.too_large',
  415: 'request.unreadable',
  429: 'request.too_many',
};
/** A value that PostgreSQL cannot hold: a NUL in a text, a number or time out of range, a malformed id. */
const REFUSED_VALUES = new Set(['22021', '22003', '22007', '22008', '22P02', '22P05']);
/** The database is away, full, or too busy to answer in time; a later try may succeed. */
const PASSING = /^(08...|53...|57P0[123]|57014|55P03|40001|40P01)$/;
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE']);

/** Every exception as one of the errors that cross the wire; what nobody expected is `internal`, without its text. */
export const knownError = (exception: unknown): DomainError => {
  if (exception instanceof DomainError) return exception;
  const state = sqlState(exception) ?? '';
  if (REFUSED_VALUES.has(state)) return new DomainError('request.unreadable', {}, { cause: exception });
  if (PASSING.test(state) || AWAY.has(codeOf(exception)))
    return new DomainError('unavailable', { seconds: 5 }, { cause: exception });
  const status = exception instanceof HttpException ? exception.getStatus() : statusOf(exception);
  const code = BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'request.unreadable' : 'internal');
  return new DomainError(code, {}, { cause: exception });
};

const codeOf = (exception: unknown): string => {
  const { code } = (exception ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
};

const statusOf = (exception: unknown): number => {
  const { statusCode } = (exception ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
};
