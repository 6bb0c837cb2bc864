import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, log, TenantScope } from '#libs/platform';
import { Sessions } from '../sessions/sessions.service.js';
import { AccountsRepository } from './accounts.repository.js';

const EVERY_MS = 15_000;

/** Whose time is over has no session and no open console any more, whoever looks first. */
@Injectable()
export class AccountEndings implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: Sessions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.looking = this.endExpired().catch((error: unknown) => {
        // Nobody comes in meanwhile: each request asks for the period too. The next look closes the consoles.
        log.warn({ err: error }, 'expired accounts could not be looked for');
      });
    }, EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.looking;
  }

  async endExpired(): Promise<void> {
    await this.database.transaction(TenantScope.nothing, async () => {
      for (const id of await this.accounts.endedWithSessions(this.clock.now())) {
        await this.sessions.endAllOf(id, 'revoked');
      }
    });
  }
}
