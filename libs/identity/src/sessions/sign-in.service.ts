import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SessionView } from '#libs/contracts';
import { Clock, Database, DomainError, TenantScope } from '#libs/platform';
import { passwordMatches } from '../users/password.js';
import { emailKeyOf, mayComeIn } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';
import { SessionsRepository } from './sessions.repository.js';
import { Sessions } from './sessions.service.js';
import { FORGET_AFTER_MINUTES, FREE_FAILURES_OF_NETWORK, signInDelay } from './sign-in-delay.js';

export interface SignIn {
  token: string;
  view: Pick<SessionView, 'csrfToken' | 'expiresAt'>;
}

/** Sign-in in three steps, load, verify, record, so that hashing holds no database connection. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: Sessions,
    private readonly rows: SessionsRepository,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One answer in one time for an unknown address, a wrong password and a stopped account. */
  async signIn(email: string, password: string, address: string): Promise<SignIn> {
    const account = `account:${digest(emailKeyOf(email))}`;
    const network = `network:${digest(networkOf(address))}`;
    const user = await this.database.transaction(TenantScope.nothing, async () => {
      this.requireNoDelay(await this.rows.failuresOf(network), FREE_FAILURES_OF_NETWORK);
      this.requireNoDelay(await this.rows.lockFailures(account, this.clock.now()));
      // Counts before the password is looked at, and is forgiven if it was right: many tries at once gain nothing.
      await this.rows.addFailure(account, this.clock.now(), FORGET_AFTER_MINUTES);
      return this.users.findByEmailKey(emailKeyOf(email));
    });
    const matches = await passwordMatches(
      user && mayComeIn(user, this.clock.now()) ? user.passwordHash : null,
      password,
    );
    if (!user || !matches) {
      await this.database.transaction(TenantScope.nothing, () =>
        this.rows.addFailure(network, this.clock.now(), FORGET_AFTER_MINUTES),
      );
      throw new DomainError('session.wrong_credentials');
    }
    return this.database.transaction(TenantScope.nothing, async () => {
      await this.rows.clearFailures(account);
      const { token, csrfToken, expiresAt } = await this.sessions.open(user.id);
      return { token, view: { csrfToken, expiresAt: expiresAt.toISOString() } };
    });
  }

  private requireNoDelay(known: { failures: number; last_at: Date } | null, free?: number): void {
    if (!known) return;
    const waited = (this.clock.now().getTime() - known.last_at.getTime()) / 1000;
    const left = Math.ceil(signInDelay(known.failures, free) - waited);
    if (left > 0) throw new DomainError('session.slow_down', { seconds: left });
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** IPv4 address, also when mapped into IPv6; of IPv6 the /64 that one household or firm has. */
const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
};
