import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { TEMPLATE_FAULT_VARIABLE, TEMPLATE_VARIABLE, type TemplateAddress } from './template-address.js';

/** A migrated, empty database of one spec file. */
export interface TestDatabase {
  name: string;
  /** Connects as the owner of the schema. */
  ownerUrl: string;
  /** Connects as the run-time role, which row-level security binds. */
  appUrl: string;
  drop(): Promise<void>;
}

/** Clones the migrated template: one database per spec file, so that files never see each other's rows. */
export async function createDatabase(): Promise<TestDatabase> {
  const template = templateAddress();
  const name = `test_${randomBytes(8).toString('hex')}`;
  // Copying files takes a third of the time of writing every page to the log, which is only for what must outlive a crash.
  await onMaintenance(template.ownerUrl, `create database ${name} template madoguchi strategy file_copy`);
  return {
    name,
    ownerUrl: inDatabase(template.ownerUrl, name),
    appUrl: inDatabase(template.appUrl, name),
    // As the superuser, who alone may end an autovacuum that works in it.
    drop: () => onMaintenance(template.adminUrl, `drop database if exists ${name} with (force)`),
  };
}

function templateAddress(): TemplateAddress {
  const address = process.env[TEMPLATE_VARIABLE];
  if (address) return JSON.parse(address) as TemplateAddress;
  throw new Error(
    `There is no migrated database to clone: ${process.env[TEMPLATE_FAULT_VARIABLE] ?? 'Jest ran without its global setup'}`,
  );
}

async function onMaintenance(url: string, statement: string): Promise<void> {
  const client = new pg.Client(inDatabase(url, 'postgres'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  const moved = new URL(url);
  moved.pathname = `/${name}`;
  return moved.toString();
}
