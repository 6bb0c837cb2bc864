import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { BlockList, isIP, isIPv6 } from 'node:net';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Language } from '#libs/contracts';
import { StartFault } from '../process/start-fault.js';

/** Where Nest keeps the settings. */
export const CONFIG = Symbol('config');

/** All settings, read once. Nothing else in the code reads the environment. */
export interface Config {
  host: string;
  port: number;
  dataDir: string;
  /** Owner of the schema: migrates. Null: the embedded PostgreSQL is started. */
  databaseUrl: string | null;
  /** The run-time role, where the owner may not create one itself. */
  databaseAppUrl: string | null;
  redisUrl: string | null;
  /** Where people reach the desk, without a trailing slash. */
  publicUrl: string;
  demo: boolean;
  /** Relay for outgoing mail; null: mail lands in the outbox. */
  smtpRelayUrl: string | null;
  /** How long a reply waits before it leaves, so that its author can take it back; 0: not at all. */
  undoSeconds: number;
  /** How much mail one recipient domain gets through one relay; the carriers' domains get less. */
  mailPace: { perMinute: number; atOnce: number; carrierPerMinute: number; carrierAtOnce: number };
  /** Where mail for the desks' addresses is taken. */
  smtpPort: number;
  /** What one client there may do within a minute; our own relays are held to none of it. */
  smtpLimits: { connectionsPerMinute: number; mailsPerMinute: number; refusalsPerMinute: number };
  /** Certificate and key for STARTTLS, PEM; null: a self-signed pair in DATA_DIR. */
  smtpTls: { cert: Buffer; key: Buffer } | null;
  /** Mail servers of ours that hand mail over; this machine is always one. */
  smtpTrustedRelays: BlockList;
  /** The names under which those write Authentication-Results, in lower case; all others are the sender's own words. */
  mailAuthservIds: readonly string[];
  /** Whom the desk asks about senders' domains, `address` or `address:port`; empty: whom this machine asks. */
  mailDnsServers: readonly string[];
  /** ClamAV's daemon, `tcp://host:port` or `unix:/path`; null: attachments are not scanned. */
  clamdUrl: string | null;
  /** Key of all tokens and MACs; 32 bytes. */
  secretKey: Buffer;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  poolSize: number;
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  trustedProxies: number;
  /** Inquiries that one address may send by form within an hour; offices share an address. */
  formLimitPerHour: number;
}

type Fault = Readonly<Record<Language, string>>;

/** Thrown with all faults at once; each names the setting and the remedy. */
export class ConfigError extends StartFault {
  constructor(readonly faults: readonly Fault[]) {
    const list = (language: Language): string => faults.map((fault) => `\n  - ${fault[language]}`).join('');
    super({ ja: `設定に誤りがあります:${list('ja')}`, en: `The settings are not valid:${list('en')}` });
  }
}

/** 32 bytes in hexadecimal digits. */
const KEY = /^[0-9a-f]{64}$/i;

type Environment = Record<string, string | undefined>;

/** The language of whoever sits at the terminal (POSIX locale variables); English unless it is Japanese. */
export const terminalLanguage = (environment: Environment = process.env): Language => {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^ja/i.test(locale) ? 'ja' : 'en';
};

class SettingsReader {
  readonly faults: Fault[] = [];

  constructor(private readonly environment: Environment) {}

  text(name: string): string | null {
    return this.environment[name]?.trim() || null;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const given = this.text(name);
    if (given === null) return fallback;
    const value = Number(given);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.faults.push({
      ja: `${name} は ${min} から ${max} までの整数にしてください（いまは「${given}」）`,
      en: `${name} must be a whole number from ${min} to ${max}, not "${given}"`,
    });
    return fallback;
  }

  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const given = this.text(name);
    if (given === null) return fallback;
    const found = choices.find((choice) => choice === given);
    if (found !== undefined) return found;
    this.faults.push({
      ja: `${name} は ${choices.join('、')} のどれかにしてください（いまは「${given}」）`,
      en: `${name} must be one of ${choices.join(', ')}, not "${given}"`,
    });
    return fallback;
  }

  list(name: string): string[] {
    return (this.text(name) ?? '').split(/[\s,]+/).filter((each) => each !== '');
  }

  /** Addresses and networks (`10.0.0.0/8`), together with those that always belong. */
  addresses(name: string, always: readonly string[]): BlockList {
    const found = new BlockList();
    for (const given of [...always, ...this.list(name)]) {
      const [address = '', length, ...rest] = given.split('/');
      const bits = isIPv6(address) ? 128 : 32;
      const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
      if (isIP(address) !== 0 && isLength && rest.length === 0) {
        found.addSubnet(address, length === undefined ? bits : Number(length), bits === 128 ? 'ipv6' : 'ipv4');
        continue;
      }
      this.faults.push({
        ja: `${name} には、IP アドレスかネットワーク（例: 10.0.0.0/8）をコンマで区切って指定してください（いまは「${given}」）`,
        en: `${name} must list addresses or networks (like 10.0.0.0/8) with commas between, not "${given}"`,
      });
    }
    return found;
  }

  /** Addresses with or without a port, as Node's resolver takes them. */
  servers(name: string): string[] {
    const given = this.list(name);
    const wrong = given.find((each) => isIP(each.replace(/^\[(.*)\]:\d{1,5}$|^([\d.]+):\d{1,5}$/, '$1$2')) === 0);
    if (wrong === undefined) return given;
    this.faults.push({
      ja: `${name} には、DNS サーバーの IP アドレス（例: 192.0.2.53、[2001:db8::53]:5353）をコンマで区切って指定してください（いまは「${wrong}」）`,
      en: `${name} must list addresses of DNS servers (like 192.0.2.53 or [2001:db8::53]:5353) with commas between, not "${wrong}"`,
    });
    return [];
  }

  /** Two files that belong together, read now so that a wrong path is found at the start. */
  certificate(certName: string, keyName: string): { cert: Buffer; key: Buffer } | null {
    const [cert, key] = [this.text(certName), this.text(keyName)];
    if (cert === null && key === null) return null;
    try {
      const pair = { cert: readFileSync(cert ?? ''), key: readFileSync(key ?? '') };
      createSecureContext(pair);
      return pair;
    } catch {
      this.faults.push({
        ja: `${certName} と ${keyName} には、対になる証明書と鍵の PEM ファイルを両方とも指定してください`,
        en: `${certName} and ${keyName} must both name a readable PEM file: a certificate and its key`,
      });
      return null;
    }
  }

  /** A directory of ours, made where it is missing. */
  directory(name: string, place: string): void {
    try {
      makeDirectory(place);
      accessSync(place, constants.W_OK | constants.X_OK);
    } catch {
      this.faults.push({
        ja: `${name}（${place}）に書き込めません。書き込めるフォルダーを指定してください`,
        en: `${name} (${place}) must be a directory that this user can write to`,
      });
    }
  }

  /** A URL may hold a password: the fault names the setting and never repeats its value. */
  url(name: string, protocols: readonly string[]): string | null {
    const given = this.text(name);
    if (given === null) return null;
    if (URL.canParse(given) && protocols.includes(new URL(given).protocol)) return given.replace(/\/+$/, '');
    const starts = protocols.map((each) => `${each}//`);
    this.faults.push({
      ja: `${name} は ${starts.join(' か ')} で始まる URL にしてください`,
      en: `${name} must be a URL that starts with ${starts.join(' or ')}`,
    });
    return null;
  }
}

/** One after the other, outermost first: Node's own way to make them all never ends where none can be made, as under /proc. */
const makeDirectory = (place: string): void => {
  if (existsSync(place)) return;
  const parent = path.dirname(place);
  if (parent !== place) makeDirectory(parent);
  try {
    mkdirSync(place, { mode: 0o711 });
  } catch (error) {
    // Another desk that starts at this moment may have made it.
    if (!existsSync(place)) throw error;
  }
};

/** Reads and checks every setting. Throws ConfigError with all faults together. */
export const readConfig = (environment: Environment = process.env): Config => {
  const read = new SettingsReader(environment);
  const host = read.text('HOST') ?? '127.0.0.1';
  const port = read.integer('PORT', 3000, 0, 65535);
  const dataDir = path.resolve(read.text('DATA_DIR') ?? './data');
  const postgres = ['postgres:', 'postgresql:'];
  const config: Omit<Config, 'secretKey'> = {
    host,
    port,
    dataDir,
    databaseUrl: read.url('DATABASE_URL', postgres),
    databaseAppUrl: read.url('DATABASE_APP_URL', postgres),
    redisUrl: read.url('REDIS_URL', ['redis:', 'rediss:']),
    publicUrl: read.url('PUBLIC_URL', ['http:', 'https:']) ?? urlOf(host, port),
    demo: read.choice('DEMO', ['on', 'off'], 'on') === 'on',
    smtpRelayUrl: read.url('SMTP_RELAY_URL', ['smtp:', 'smtps:']),
    undoSeconds: read.integer('UNDO_SECONDS', 5, 0, 60),
    mailPace: {
      perMinute: read.integer('MAIL_PER_MINUTE', 120, 1, 1_000_000),
      atOnce: read.integer('MAIL_AT_ONCE', 4, 1, 100),
      carrierPerMinute: read.integer('MAIL_CARRIER_PER_MINUTE', 30, 1, 1_000_000),
      carrierAtOnce: read.integer('MAIL_CARRIER_AT_ONCE', 2, 1, 100),
    },
    smtpPort: read.integer('SMTP_PORT', 2525, 0, 65535),
    smtpLimits: {
      connectionsPerMinute: read.integer('SMTP_CONNECTIONS_PER_MINUTE', 120, 1, 1_000_000),
      mailsPerMinute: read.integer('SMTP_MAILS_PER_MINUTE', 120, 1, 1_000_000),
      refusalsPerMinute: read.integer('SMTP_REFUSALS_PER_MINUTE', 30, 1, 1_000_000),
    },
    smtpTls: read.certificate('SMTP_TLS_CERT', 'SMTP_TLS_KEY'),
    smtpTrustedRelays: read.addresses('SMTP_TRUSTED_RELAYS', ['127.0.0.0/8', '::1']),
    mailAuthservIds: read.list('MAIL_AUTHSERV_IDS').map((name) => name.toLowerCase()),
    mailDnsServers: read.servers('MAIL_DNS_SERVERS'),
    clamdUrl: read.url('CLAMD_URL', ['tcp:', 'unix:']),
    logLevel: read.choice('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'warn'),
    poolSize: read.integer('DATABASE_POOL_SIZE', 16, 2, 200),
    trustedProxies: read.integer('TRUSTED_PROXIES', 0, 0, 8),
    formLimitPerHour: read.integer('FORM_LIMIT_PER_HOUR', 60, 1, 1_000_000),
  };
  const givenKey = read.text('SECRET_KEY');
  if (givenKey !== null && !KEY.test(givenKey)) {
    read.faults.push({
      ja: 'SECRET_KEY は16進数64桁（32バイトの乱数）にしてください',
      en: 'SECRET_KEY must be 64 hexadecimal digits (32 random bytes)',
    });
  }
  if (port !== 0 && port === config.smtpPort) {
    read.faults.push({
      ja: `PORT と SMTP_PORT は別の番号にしてください（いまはどちらも ${port}）`,
      en: `PORT and SMTP_PORT must differ; both are ${port}`,
    });
  }
  if (config.databaseAppUrl !== null && config.databaseUrl === null) {
    read.faults.push({
      ja: 'DATABASE_APP_URL は DATABASE_URL と一緒に指定してください',
      en: 'DATABASE_APP_URL is of use only together with DATABASE_URL',
    });
  }
  if (givenKey === null || config.databaseUrl === null) read.directory('DATA_DIR', dataDir);
  if (read.faults.length > 0) throw new ConfigError(read.faults);
  return { ...config, secretKey: givenKey === null ? keyOf(dataDir) : Buffer.from(givenKey, 'hex') };
};

/** Where a server of this host and port is reached; all addresses of a machine are reached by its own. */
export const urlOf = (host: string, port: number): string => {
  const reached = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${isIPv6(reached) ? `[${reached}]` : reached}:${port}`;
};

/** The owner's URL, where no embedded PostgreSQL is at hand. */
export const requireDatabaseUrl = ({ databaseUrl }: Config): string => {
  if (databaseUrl !== null) return databaseUrl;
  throw new StartFault({
    ja: 'DATABASE_URL を指定してください。PostgreSQL を自分で起動するのは npm start だけです。',
    en: 'DATABASE_URL is needed here; only `npm start` brings its own PostgreSQL.',
  });
};

/** The key is made at the first start and kept beside the data; several machines share it through SECRET_KEY. */
const keyOf = (dataDir: string): Buffer => {
  const file = path.join(dataDir, 'secret-key');
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    } catch (cause) {
      // Another process made it in the same moment: theirs is the key.
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
  }
  const key = readKey(file);
  if (KEY.test(key)) return Buffer.from(key, 'hex');
  // A new key would make every link and sealed mail of the old one unreadable: that is for a person to decide.
  throw new StartFault({
    ja: `鍵のファイル（${file}）が壊れているか、読み取れません。控えから戻すか、SECRET_KEY に元の鍵を指定してください。`,
    en: `The key file (${file}) is damaged or cannot be read. Restore it from a backup, or give the old key as SECRET_KEY.`,
  });
};

/** Empty where it cannot be read. */
const readKey = (file: string): string => {
  try {
    chmodSync(file, 0o600);
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
};
