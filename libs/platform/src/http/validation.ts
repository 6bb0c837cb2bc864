import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { DomainError } from '../errors/domain-error.js';

/** Every input passes a whitelist; unknown fields are refused. The error names fields and rules, never what was typed. */
export const validation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: (errors) => {
      const problems = errors.flatMap((error) => problemsOf(error));
      return new DomainError('request.invalid', { fields: problems.map(({ field }) => field), problems });
    },
  });

const problemsOf = (error: ValidationError, prefix = ''): { field: string; rules: string[] }[] => {
  const field = prefix + error.property;
  const own = error.constraints ? [{ field, rules: Object.keys(error.constraints) }] : [];
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, `${field}.`))];
};
