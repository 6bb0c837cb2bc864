import { Injectable } from '@nestjs/common';
import type { Language, Role, StaffView, TrainingLevel } from '#libs/contracts';
import { newId, notFound } from '#libs/platform';
import { Sessions } from '../sessions/sessions.service.js';
import { hashPassword } from './password.js';
import { emailKeyOf, type UserEntity } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

export interface NewUser {
  email: string;
  name: string;
  shortName: string;
  roles: Role[];
  password: string;
  language?: Language;
  /** Tenants whose tickets this person sees; a shop's person has exactly one. All must lie in the transaction's scope. */
  tenantIds: readonly string[];
}

const TICKET_ROLES: readonly Role[] = ['agent', 'senior_agent', 'supervisor', 'desk_admin'];

@Injectable()
export class UsersService {
  private readonly leaving: ((userId: string, tenantId: string) => Promise<void>)[] = [];

  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: Sessions,
  ) {}

  async create(given: NewUser): Promise<UserEntity> {
    const user: UserEntity = {
      id: newId(),
      email: given.email,
      emailKey: emailKeyOf(given.email),
      name: given.name,
      shortName: given.shortName,
      passwordHash: await hashPassword(given.password),
      language: given.language ?? 'ja',
      roles: given.roles,
      state: 'active',
      validFrom: null,
      validTo: null,
      trainingLevel: 'regular',
    };
    await this.users.insert(user);
    for (const tenantId of given.tenantIds) await this.users.addMembership(tenantId, user.id);
    return user;
  }

  /** Whether somebody signs in, or did, with this address. */
  async hasAccount(email: string): Promise<boolean> {
    return (await this.users.findByEmailKey(emailKeyOf(email))) !== null;
  }

  /** Takes effect on open sessions and sockets at once. */
  async stop(userId: string): Promise<void> {
    await this.get(userId);
    await this.users.update(userId, { state: 'stopped' });
    await this.sessions.endAllOf(userId, 'revoked');
  }

  async setTrainingLevel(userId: string, trainingLevel: TrainingLevel): Promise<void> {
    await this.users.update(userId, { trainingLevel });
  }

  async changeRoles(userId: string, roles: Role[]): Promise<void> {
    await this.get(userId);
    await this.users.update(userId, { roles });
    await this.sessions.rightsChanged(userId);
  }

  /** Swaps the scope of all that this person does, on every device: a round of practice, or (null) the shops again. */
  async practise(userId: string, roundId: string | null): Promise<void> {
    if (roundId !== null) await this.users.addMembership(roundId, userId);
    await this.users.practise(userId, roundId);
    await this.sessions.rightsChanged(userId);
  }

  /** The shops whose tickets this person sees, also while he or she practises. */
  shopsOf(userId: string): Promise<string[]> {
    return this.users.shopsOf(userId);
  }

  async addToTenant(userId: string, tenantId: string): Promise<void> {
    await this.users.addMembership(tenantId, userId);
    await this.sessions.rightsChanged(userId);
  }

  /** Runs in the transaction that takes a person from a tenant, while he or she still serves it. */
  beforeLeaving(listener: (userId: string, tenantId: string) => Promise<void>): void {
    this.leaving.push(listener);
  }

  /** Tickets of this tenant that the person held are free again. */
  async removeFromTenant(userId: string, tenantId: string): Promise<void> {
    if (!(await this.users.lockMembership(tenantId, userId))) return;
    for (const listener of this.leaving) await listener(userId, tenantId);
    await this.users.removeMembership(tenantId, userId);
    await this.sessions.rightsChanged(userId);
  }

  async get(userId: string): Promise<UserEntity> {
    const user = await this.users.find(userId);
    if (!user) throw notFound();
    return user;
  }

  /** True when this person may be given tickets of this tenant. */
  serves(userId: string, tenantId: string): Promise<boolean> {
    return this.users.serves(userId, tenantId, TICKET_ROLES);
  }

  staff(roles: readonly Role[] = TICKET_ROLES): Promise<StaffView[]> {
    return this.users.staff(roles);
  }
}
