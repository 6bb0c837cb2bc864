import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Language } from '#libs/contracts';
import { explainStart, migrate, readConfig, requirePorts, terminalLanguage, urlOf } from '#libs/platform';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

/** What somebody who starts a desk by hand reads when it cannot start: a sentence with the remedy, in the terminal's language. */

const dir = mkdtempSync(path.join(tmpdir(), 'madoguchi-start-'));

const told = async (start: () => unknown, language: Language = 'en'): Promise<string> => {
  try {
    await start();
  } catch (error) {
    return explainStart(error, language);
  }
  return 'started';
};

test('the terminal’s language is taken from its locale', () => {
  expect(terminalLanguage({ LANG: 'ja_JP.UTF-8' })).toBe('ja');
  expect(terminalLanguage({ LC_ALL: 'C', LANG: 'ja_JP.UTF-8' })).toBe('en');
  expect(terminalLanguage({ LC_ALL: '', LANG: 'ja' })).toBe('ja');
  expect(terminalLanguage({})).toBe('en');
});

describe('settings', () => {
  const wrong = {
    DATA_DIR: dir,
    PORT: 'abc',
    SMTP_PORT: '99999',
    DEMO: 'maybe',
    DATABASE_URL: 'mysql://u:topsecret@host/x',
    PUBLIC_URL: 'desk',
    SECRET_KEY: '1',
    SMTP_TLS_CERT: '/nowhere',
  };

  test.each(['ja', 'en'] as const)('all faults together, in %s, without the values of secrets', async (language) => {
    const text = await told(() => readConfig(wrong), language);
    expect(text.split('\n')).toHaveLength(Object.keys(wrong).length);
    for (const setting of Object.keys(wrong).filter((each) => each !== 'DATA_DIR')) expect(text).toContain(setting);
    expect(text).toContain(language === 'ja' ? '設定に誤りがあります' : 'The settings are not valid');
    expect(text).not.toMatch(/topsecret|\n\s+at /);
  });

  test('a DATA_DIR that is a file, and a key file that is damaged', async () => {
    const file = path.join(dir, 'file');
    writeFileSync(file, '');
    expect(await told(() => readConfig({ DATA_DIR: file }))).toContain(`DATA_DIR (${file}) must be a directory`);
    const damaged = mkdtempSync(path.join(dir, 'damaged-'));
    writeFileSync(path.join(damaged, 'secret-key'), '');
    expect(await told(() => readConfig({ DATA_DIR: damaged }), 'ja')).toMatch(/鍵のファイル（.*）が壊れています/);
  });

  test('every host has an address that leads to it', () => {
    expect(urlOf('0.0.0.0', 3000)).toBe('http://127.0.0.1:3000');
    expect(urlOf('::', 3000)).toBe('http://[::1]:3000');
    expect(urlOf('::1', 3000)).toBe('http://[::1]:3000');
    expect(urlOf('desk.example.jp', 80)).toBe('http://desk.example.jp:80');
  });
});

describe('ports', () => {
  test('one that is in use is named by its setting', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const start = () => requirePorts('127.0.0.1', { PORT: 0, SMTP_PORT: port });
    expect(await told(start)).toBe(`Port ${port} is used by another program. Stop that, or choose another SMTP_PORT.`);
    expect(await told(start, 'ja')).toContain(`SMTP_PORT に別の番号`);
    other.close();
    await once(other, 'close');
    expect(await told(start)).toBe('started');
  });

  test('a HOST that is no address of this machine', async () => {
    expect(await told(() => requirePorts('192.0.2.1', { PORT: 0 }))).toContain('HOST (192.0.2.1)');
  });
});

describe('a PostgreSQL of one’s own', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  const changed = (change: (url: URL) => void): string => {
    const url = new URL(database.ownerUrl);
    change(url);
    return url.toString();
  };

  test.each([
    ['nobody listens', (url: URL) => (url.port = '1'), /cannot be reached/],
    ['a wrong password', (url: URL) => (url.password = 'topsecret'), /refuses the user name or the password/],
    ['no such database', (url: URL) => (url.pathname = '/nothing_here'), /no database nothing_here/],
  ])('%s', async (_, change, sentence) => {
    const text = await told(() => migrate(changed(change)));
    expect(text).toMatch(sentence);
    expect(text).not.toMatch(/topsecret|\n\s+at /);
  });
});
