import type { LoggerService } from '@nestjs/common';
import { log } from './log.js';

/** The framework's own messages in our log; its boot chatter only at debug level. */
export class NestLog implements LoggerService {
  log(message: unknown): void {
    log.debug(String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    log.error(
      { err: message instanceof Error ? message : rest.find((each) => each instanceof Error) },
      String(message),
    );
  }
  warn(message: unknown): void {
    log.warn(String(message));
  }
  debug(message: unknown): void {
    log.trace(String(message));
  }
  verbose(message: unknown): void {
    log.trace(String(message));
  }
}
