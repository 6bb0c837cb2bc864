import { ERRORS, type ErrorCode } from '#libs/contracts';

/** An expected refusal. `details` go to the caller: ids, field names and counts, never personal data. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** One answer for "does not exist" and "not yours". */
export const notFound = (): DomainError => new DomainError('not_found');
