import { Injectable } from '@nestjs/common';
import type { AccountRequest, AccountRole, AccountState, AccountView, InvitationView } from '#libs/contracts';
import { isShopRole } from '#libs/contracts';
import { Clock, currentActor, DomainError, newId, notFound } from '#libs/platform';
import { Sessions } from '../sessions/sessions.service.js';
import { emailKeyOf } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { beginOf, dayOf, endOf, lastDayOf } from './account-days.js';
import { type AccountColumns, type AccountRow, AccountsRepository } from './accounts.repository.js';
import { Invitations } from './invitations.service.js';

/** The people who may come in, kept by the operator's administrators. A person serves only tenants of the administrator's scope. */
@Injectable()
export class Accounts {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly invitations: Invitations,
    private readonly users: UsersService,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<AccountView[]> {
    return (await this.accounts.list()).map((row) => this.view(row));
  }

  /** Creates the account and its first invitation. */
  async create(given: AccountRequest): Promise<InvitationView> {
    this.requireShops(given);
    const id = newId();
    if (!(await this.accounts.insert(id, columnsOf(given)))) throw new DomainError('account.email_taken');
    await this.accounts.serve(id, given.tenantIds);
    return this.invitationOf(await this.require(id));
  }

  async change(id: string, given: AccountRequest): Promise<AccountView> {
    const row = await this.requireOthers(id);
    this.requireShops(given);
    const key = emailKeyOf(given.email);
    if (key !== emailKeyOf(row.email) && (await this.accounts.takenKeys([key])).size > 0) {
      throw new DomainError('account.email_taken');
    }
    await this.accounts.update(id, columnsOf(given));
    await this.accounts.serve(id, given.tenantIds);
    for (const tenantId of row.tenantIds) {
      if (!given.tenantIds.includes(tenantId)) await this.users.removeFromTenant(id, tenantId);
    }
    await this.sessions.rightsChanged(id);
    return this.view(await this.require(id));
  }

  /** A new link; an earlier one no longer works. Also for somebody who forgot the password. */
  async invite(id: string): Promise<InvitationView> {
    const row = await this.requireOthers(id);
    if (row.state === 'stopped') throw notFound();
    return this.invitationOf(row);
  }

  /** Takes effect on open sessions and sockets at once. */
  async stop(id: string): Promise<AccountView> {
    await this.requireOthers(id);
    await this.users.stop(id);
    return this.view(await this.require(id));
  }

  async resume(id: string): Promise<AccountView> {
    await this.requireOthers(id);
    await this.accounts.resume(id);
    return this.view(await this.require(id));
  }

  private async invitationOf(row: AccountRow): Promise<InvitationView> {
    const { url, expiresAt } = await this.invitations.invite(row.id);
    return { accountId: row.id, name: row.name, email: row.email, role: roleOf(row), url, expiresAt };
  }

  private async require(id: string): Promise<AccountRow> {
    const [row] = await this.accounts.list(id);
    if (!row) throw notFound();
    return row;
  }

  /** Nobody changes the own rights, or takes a person from shops outside the own scope. */
  private async requireOthers(id: string): Promise<AccountRow> {
    const row = await this.require(id);
    if (row.id === currentActor().userId) throw new DomainError('account.own');
    if (row.tenantCount > row.tenantIds.length) throw new DomainError('account.other_shops');
    return row;
  }

  private requireShops({ role, tenantIds }: AccountRequest): void {
    const { tenantIds: scope } = currentActor();
    if (!tenantIds.every((id) => scope.includes(id))) throw notFound();
    if (isShopRole(role) && tenantIds.length !== 1) throw new DomainError('request.invalid', { fields: ['tenantIds'] });
  }

  private view(row: AccountRow): AccountView {
    const now = this.clock.now();
    return {
      id: row.id,
      email: row.email,
      name: row.name,
      shortName: row.shortName,
      role: roleOf(row),
      tenantIds: row.tenantIds,
      language: row.language,
      firstDay: row.validFrom && dayOf(row.validFrom),
      lastDay: row.validTo && lastDayOf(row.validTo),
      trainingLevel: row.trainingLevel,
      state: stateOf(row, now),
      invitedUntil: row.invitedUntil && row.invitedUntil > now ? row.invitedUntil.toISOString() : null,
      isOwn: row.id === currentActor().userId,
    };
  }
}

const roleOf = ({ roles }: Pick<AccountRow, 'roles'>): AccountRole => (roles[0] ?? 'agent') as AccountRole;

const stateOf = ({ state, validFrom, validTo }: AccountRow, now: Date): AccountState => {
  if (state === 'stopped') return 'stopped';
  if (validTo && validTo <= now) return 'expired';
  if (state === 'invited') return 'invited';
  return validFrom && validFrom > now ? 'planned' : 'active';
};

const columnsOf = (given: AccountRequest): AccountColumns => ({
  email: given.email.trim(),
  emailKey: emailKeyOf(given.email),
  name: given.name.trim(),
  shortName: given.shortName.trim(),
  roles: [given.role],
  language: given.language,
  validFrom: given.firstDay === null ? null : beginOf(given.firstDay),
  validTo: given.lastDay === null ? null : endOf(given.lastDay),
  trainingLevel: given.trainingLevel,
});
