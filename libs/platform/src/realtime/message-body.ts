import type { Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { DomainError } from '../errors/domain-error.js';
import { isReadable } from '../http/readable-input.js';

/** What a console sent, as an instance of the shape that its message declares. */
export const checkedBody = async (type: Type<object>, given: unknown): Promise<object> => {
  if (typeof given !== 'object' || given === null || Array.isArray(given) || !isReadable(given)) {
    throw new DomainError('request.unreadable');
  }
  const body = plainToInstance(type, given);
  const errors = await validate(body, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (errors.length > 0) {
    throw new DomainError('request.invalid', { fields: errors.map(({ property }) => property) });
  }
  return body;
};
