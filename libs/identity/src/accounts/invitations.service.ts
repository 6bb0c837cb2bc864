import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { INVITATION_DAYS, type InvitedPerson, PASSWORD_MIN_LENGTH } from '#libs/contracts';
import { Clock, CONFIG, type Config, Database, DomainError, findActor, TenantScope } from '#libs/platform';
import { Sessions } from '../sessions/sessions.service.js';
import { hashPassword } from '../users/password.js';
import { InvitationsRepository, type OpenInvitation } from './invitations.repository.js';

/** Links with which people choose their password: 256 random bits of which only the SHA-256 is stored, good once, for seven days. */
@Injectable()
export class Invitations {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly sessions: Sessions,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  async invite(userId: string): Promise<{ url: string; expiresAt: string }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000);
    await this.invitations.open(hashOf(token), userId, findActor()?.userId ?? null, now, expiresAt);
    return { url: `${this.config.publicUrl}/invite/${token}`, expiresAt: expiresAt.toISOString() };
  }

  async open(token: string): Promise<InvitedPerson> {
    const { name, email, expiresAt } = await this.require(token);
    return { name, email, expiresAt: expiresAt.toISOString() };
  }

  /** Hashes between two transactions, so that no connection waits for it. Sessions of an earlier password end. */
  async accept(token: string, password: string): Promise<void> {
    const person = await this.database.transaction(TenantScope.nothing, () => this.require(token));
    requireStrong(password, person);
    const passwordHash = await hashPassword(password);
    await this.database.transaction(TenantScope.nothing, async () => {
      const { userId } = await this.require(token);
      await this.invitations.accept(hashOf(token), userId, passwordHash, this.clock.now());
      await this.sessions.endAllOf(userId, 'revoked');
    });
  }

  private async require(token: string): Promise<OpenInvitation> {
    const found = await this.invitations.find(hashOf(token), this.clock.now());
    if (!found) throw new DomainError('invitation.gone');
    return found;
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(`invitation ${token}`).digest();

/** Length counts (NIST SP 800-63B); the own name is what everybody tries first. */
const requireStrong = (password: string, { name, email }: OpenInvitation): void => {
  const folded = password.normalize('NFKC').toLowerCase();
  const own = [email.split('@')[0]!, ...name.split(/[\s\u3000]+/)].map((part) => part.toLowerCase());
  const isGuessable = own.some((part) => part.length >= 3 && folded.includes(part)) || new Set(folded).size < 5;
  if ([...password].length < PASSWORD_MIN_LENGTH || isGuessable) throw new DomainError('invitation.password_weak');
};
