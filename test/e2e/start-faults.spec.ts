import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Language } from '#libs/contracts';
import { explainStart, migrate, readConfig, requirePorts, terminalLanguage, urlOf } from '#libs/platform';
import { freePort } from '../support/ports.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

/** What somebody who starts a desk by hand reads when it cannot start: a sentence with the remedy, in the terminal's language. */

const dir = mkdtempSync(path.join(tmpdir(), 'madoguchi-start-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

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
    expect(await told(() => readConfig({ DATA_DIR: damaged }), 'ja')).toMatch(/鍵のファイル（.*）が壊れているか/);
  });

  test('a DATA_DIR in a place where nothing can be made, at once', async () => {
    const place = '/proc/desk/data';
    expect(await told(() => readConfig({ DATA_DIR: place }))).toContain(`DATA_DIR (${place}) must be a directory`);
  });

  test('a key file that cannot be read', async () => {
    const place = mkdtempSync(path.join(dir, 'key-'));
    mkdirSync(path.join(place, 'secret-key'));
    expect(await told(() => readConfig({ DATA_DIR: place }))).toMatch(/The key file \(.*\) is damaged/);
  });

  test('certificate and key that are no pair of PEM files', async () => {
    const garbage = path.join(dir, 'garbage.pem');
    writeFileSync(garbage, 'no certificate');
    for (const file of [dir, garbage]) {
      const settings = { DATA_DIR: dir, SMTP_TLS_CERT: file, SMTP_TLS_KEY: file };
      expect(await told(() => readConfig(settings))).toMatch(/\n {2}- SMTP_TLS_CERT and SMTP_TLS_KEY must both name/);
    }
  });

  test('one port for both', async () => {
    expect(await told(() => readConfig({ DATA_DIR: dir, PORT: '4000', SMTP_PORT: '4000' }))).toMatch(
      /PORT and SMTP_PORT must differ/,
    );
    expect(await told(() => readConfig({ DATA_DIR: dir, PORT: '0', SMTP_PORT: '0' }))).toBe('started');
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
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
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
    ['no TLS, where it is asked for', (url: URL) => url.searchParams.set('sslmode', 'verify-full'), /offers no TLS/],
    ['no such database', (url: URL) => (url.pathname = '/nothing_here'), /no database nothing_here/],
  ])('%s', async (_, change, sentence) => {
    const text = await told(() => migrate(changed(change)));
    expect(text).toMatch(sentence);
    expect(text).not.toMatch(/topsecret|\n\s+at /);
  });

  test('one that is too old', async () => {
    const old = createServer((connection) => {
      connection.on('error', () => connection.destroy());
      connection.once('data', () => {
        connection.write(Buffer.concat([packet('R', int32(0)), packet('Z', Buffer.from('I'))]));
        connection.once('data', () => connection.write(versionAnswer('140012', '14.12')));
      });
    }).listen(0, '127.0.0.1');
    await once(old, 'listening');
    const { port } = old.address() as AddressInfo;
    const start = () => migrate(`postgres://owner:topsecret@127.0.0.1:${port}/desk`);
    expect(await told(start)).toBe('The PostgreSQL in DATABASE_URL is 14.12; 15 or newer is needed.');
    expect(await told(start, 'ja')).toBe('DATABASE_URL の PostgreSQL は 14.12 です。15 以降が必要です。');
    old.close();
  });
});

/** The few packets in which a PostgreSQL says its version. */
const int16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const int32 = (value: number): Buffer => Buffer.concat([int16(value >> 16), int16(value & 65_535)]);
const packet = (type: string, body: Buffer): Buffer => Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
const columnOf = (name: string, type: number): Buffer =>
  Buffer.concat([Buffer.from(`${name}\0`), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)]);
const valueOf = (text: string): Buffer => Buffer.concat([int32(text.length), Buffer.from(text)]);
const versionAnswer = (version: string, name: string): Buffer =>
  Buffer.concat([
    packet('T', Buffer.concat([int16(2), columnOf('version', 23), columnOf('name', 25)])),
    packet('D', Buffer.concat([int16(2), valueOf(version), valueOf(name)])),
    packet('C', Buffer.from('SELECT 1\0')),
    packet('Z', Buffer.from('I')),
  ]);
