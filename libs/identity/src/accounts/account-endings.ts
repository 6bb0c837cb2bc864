import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, Rounds, TenantScope } from '#libs/platform';
import { Sessions } from '../sessions/sessions.service.js';
import { AccountsRepository } from './accounts.repository.js';

const EVERY_MS = 15_000;

/** Whose time is over has no session and no open console any more, whoever looks first. */
@Injectable()
export class AccountEndings implements OnModuleInit, OnModuleDestroy {
  private readonly rounds = new Rounds('the look for accounts whose time is over', EVERY_MS, () => this.endExpired());

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: Sessions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Nobody comes in meanwhile: each request asks for the period too. */
  async endExpired(): Promise<void> {
    await this.database.transaction(TenantScope.nothing, async () => {
      for (const id of await this.accounts.endedWithSessions(this.clock.now())) {
        await this.sessions.endAllOf(id, 'revoked');
      }
    });
  }
}
