import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { type Role, ROLE_PERMISSIONS } from '#libs/contracts';
import { UsersService } from '#libs/identity';
import { type Actor, base32 } from '#libs/platform';
import { DEMO_SHOPS } from './demo-shops.js';
import { DEMO_STAFF, type StaffKey } from './demo-staff.js';

/** A line of `demo-accounts.json`. */
export interface DemoAccount {
  email: string;
  password: string;
  role: Role;
  /** The shop's slug for a shop's own people; null for the operator's. */
  tenant: string | null;
}

export interface DemoPeople {
  accounts: DemoAccount[];
  /** The operator's people as actors of the demo's verbs. */
  actors: ReadonlyMap<StaffKey, Actor>;
}

/** Creates everybody with a random password. The accounts are written down before the transaction commits: no account is lost. */
export const createPeople = async (
  app: INestApplicationContext,
  tenantIds: ReadonlyMap<string, string>,
  dataDir: string,
): Promise<DemoPeople> => {
  const users = app.get(UsersService);
  const accounts: DemoAccount[] = [];
  const actors = new Map<StaffKey, Actor>();
  const everyTenant = [...tenantIds.values()];
  for (const { key, role, email, name, shortName } of DEMO_STAFF) {
    const password = newPassword();
    const { id } = await users.create({ email, name, shortName, roles: [role], password, tenantIds: everyTenant });
    accounts.push({ email, password, role, tenant: null });
    actors.set(key, actorOf(id, { name, shortName, role }, everyTenant));
  }
  for (const { slug, shopUser } of DEMO_SHOPS) {
    const password = newPassword();
    await users.create({ ...shopUser, roles: ['shop_user'], password, tenantIds: [tenantIds.get(slug)!] });
    accounts.push({ email: shopUser.email, password, role: 'shop_user', tenant: slug });
  }
  writeAccounts(accounts, dataDir);
  return { accounts, actors };
};

/** The accounts of an earlier start; none where there was no demo. */
export const readAccounts = (dataDir: string): DemoAccount[] => {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { accounts: DemoAccount[] }).accounts;
};

const fileIn = (dataDir: string): string => path.join(dataDir, 'demo-accounts.json');

const actorOf = (
  userId: string,
  person: { name: string; shortName: string; role: Role },
  tenantIds: string[],
): Actor => ({
  userId,
  name: person.name,
  shortName: person.shortName,
  roles: [person.role],
  permissions: ROLE_PERMISSIONS[person.role],
  tenantIds,
  isShop: false,
  isPractising: false,
  language: 'ja',
  sessionKey: 'demo',
  sessionEndsAt: new Date(8_640_000_000_000_000),
  csrfToken: '',
});

/** Eighty random bits, in four groups that can be typed from a screen. */
const newPassword = (): string => base32(randomBytes(10)).match(/.{4}/g)!.join('-');

const writeAccounts = (accounts: readonly DemoAccount[], dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true });
  const file = fileIn(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify({ accounts }, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};
