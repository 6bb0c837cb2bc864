import { pino } from 'pino';

/**
 * Structured log, one JSON line each. What is logged are ids, route patterns, counts and durations; never bodies, addresses,
 * names, query strings or tokens.
 */
export const log = pino({
  level: 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: {
    err: (error: unknown) => {
      if (!(error instanceof Error)) return { message: 'not an error object' };
      const { code, table, constraint } = error as Error & Record<string, unknown>;
      // PostgreSQL puts values of the row into `detail` and statements into `query`: neither is logged.
      return { name: error.name, message: error.message, code, table, constraint, stack: error.stack };
    },
  },
});
