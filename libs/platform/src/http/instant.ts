import { ValidateBy, type ValidationOptions } from 'class-validator';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

/** A moment that exists, with its zone: ISO 8601 knows weeks, days of the year and clock times without a zone too, which are none. */
const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));

export const IsInstant = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    { name: 'isInstant', validator: { validate: isInstant, defaultMessage: () => '$property is no instant' } },
    options,
  );
