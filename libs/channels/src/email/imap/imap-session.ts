import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { log } from '#libs/platform';
import { MAX_MAIL_BYTES } from '../intake/smtp-listener.js';
import { answeredWithin } from './imap-connection.js';

/** How far a mailbox has been read. */
export interface ImapPosition {
  uidValidity: string | null;
  lastUid: number;
}

/** A mail as the server has it. Of one that is withheld `raw` is at most the beginning. */
export interface ImapMail {
  uid: number;
  size: number;
  arrivedAt: Date | null;
  raw: Buffer;
  withheld: 'too_large' | 'not_served' | null;
}

/** What comes of a look: some mails and how far they bring the position. */
export interface ImapBatch {
  uidValidity: string;
  lastUid: number;
  mails: ImapMail[];
}

const ANSWER_MS = 15_000;
const CHUNK_MAILS = 200;
const BATCH_MAILS = 25;
const BATCH_BYTES = 8 * 1024 * 1024;
/** Of a mail that is too large this much is kept, so that a person can see whose it was. */
const HEAD_BYTES = 64 * 1024;

/**
 * One connection that reads INBOX. The folder is opened for reading only: the server itself keeps us from marking, moving or
 * deleting anything.
 */
export class ImapSession {
  private hasNews = false;
  private wake: () => void = () => {};

  constructor(private readonly client: ImapFlow) {
    client.on('exists', () => this.ring());
    client.on('close', () => this.ring());
  }

  /** All that is new since `position`, in bounded batches, oldest first. A changed UIDVALIDITY makes everything new. */
  async *look(position: ImapPosition): AsyncGenerator<ImapBatch> {
    const { client } = this;
    const folder = await answeredWithin(client, ANSWER_MS, () => client.mailboxOpen('INBOX', { readOnly: true }));
    // Cleared before the search: what arrives from here on is found by it, or rings again.
    this.hasNews = false;
    const uidValidity = String(folder.uidValidity);
    const lastUid = uidValidity === position.uidValidity ? position.lastUid : 0;
    const uids = folder.uidNext && folder.uidNext <= lastUid + 1 ? [] : await this.uidsAfter(lastUid);
    if (uids.length === 0) yield { uidValidity, lastUid, mails: [] };
    for await (const batch of this.batches(uids)) {
      yield { uidValidity, lastUid: batch.lastUid, mails: await this.fetch(batch.mails) };
    }
  }

  /** What the server has, of what a look has already passed. */
  async uidsUpTo(lastUid: number): Promise<number[]> {
    if (lastUid === 0) return [];
    const found = await this.client.search({ uid: `1:${lastUid}` }, { uid: true });
    if (!found) throw new Error('the mail server refused the search');
    return found;
  }

  /** These mails, in bounded batches. */
  async *fetchAll(uids: readonly number[]): AsyncGenerator<ImapMail[]> {
    for await (const batch of this.batches(uids)) yield await this.fetch(batch.mails);
  }

  private async *batches(uids: readonly number[]): AsyncGenerator<{ lastUid: number; mails: FetchMessageObject[] }> {
    for (let at = 0; at < uids.length; at += CHUNK_MAILS) {
      const chunk = uids.slice(at, at + CHUNK_MAILS);
      const known = await this.client.fetchAll(
        chunk.join(','),
        { uid: true, size: true, internalDate: true },
        { uid: true },
      );
      yield* batchesOf(chunk, new Map(known.map((each) => [each.uid, each])));
    }
  }

  /** Resolves when the server says that something came, when the connection ends, when `signal` does, and after `milliseconds` at the latest. */
  async news(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.hasNews || this.client.isClosed || signal.aborted) return;
    const timer = setTimeout(() => this.wake(), milliseconds);
    const ring = () => this.wake();
    signal.addEventListener('abort', ring);
    try {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        // Without IDLE the next look, after the same time, is all there is.
        if (this.client.capabilities.has('IDLE')) void this.idle();
      });
    } finally {
      this.wake = () => {};
      clearTimeout(timer);
      signal.removeEventListener('abort', ring);
    }
  }

  private async idle(): Promise<void> {
    try {
      await this.client.idle();
    } catch (error) {
      // The next look meets the same fault and reports it.
      log.debug({ code: (error as { code?: string }).code }, 'IDLE ended');
      this.ring();
    }
  }

  private ring(): void {
    this.hasNews = true;
    this.wake();
  }

  private async uidsAfter(lastUid: number): Promise<number[]> {
    const found = await this.client.search({ uid: `${lastUid + 1}:*` }, { uid: true });
    if (!found) throw new Error('the mail server refused the search');
    // `n:*` names the newest mail even when that lies before n.
    return found.filter((uid) => uid > lastUid).toSorted((a, b) => a - b);
  }

  private async fetch(known: readonly FetchMessageObject[]): Promise<ImapMail[]> {
    const small = known.filter((each) => (each.size ?? 0) <= MAX_MAIL_BYTES);
    const sources = new Map<number, Buffer>();
    if (small.length > 0) {
      const range = small.map(({ uid }) => uid).join(',');
      const given = await this.client.fetchAll(
        range,
        { uid: true, source: { maxLength: MAX_MAIL_BYTES + 1 } },
        { uid: true },
      );
      for (const { uid, source } of given) if (source) sources.set(uid, source);
    }
    const mails: ImapMail[] = [];
    for (const each of known) {
      const whole = sources.get(each.uid);
      const raw = whole ?? (await this.headOf(each.uid));
      // Gone between two questions: there is nothing to keep any more.
      if (raw === null) continue;
      const size = Math.max(each.size ?? 0, raw.length);
      const withheld = size > MAX_MAIL_BYTES ? 'too_large' : whole ? null : 'not_served';
      const arrivedAt = each.internalDate ? new Date(each.internalDate) : null;
      mails.push({ uid: each.uid, size, arrivedAt, raw: withheld ? raw.subarray(0, HEAD_BYTES) : raw, withheld });
    }
    return mails;
  }

  /** The beginning of one mail, empty where the server will not give it; null where the mail is gone. */
  private async headOf(uid: number): Promise<Buffer | null> {
    const given = await this.client.fetchOne(
      String(uid),
      { uid: true, source: { maxLength: HEAD_BYTES } },
      { uid: true },
    );
    return given ? (given.source ?? Buffer.alloc(0)) : null;
  }
}

/** Cuts a chunk into batches of bounded number and size. A mail that has gone meanwhile only moves the position on. */
function* batchesOf(
  uids: readonly number[],
  known: ReadonlyMap<number, FetchMessageObject>,
): Generator<{ lastUid: number; mails: FetchMessageObject[] }> {
  let mails: FetchMessageObject[] = [];
  let bytes = 0;
  let lastUid = 0;
  for (const uid of uids) {
    const each = known.get(uid);
    const size = Math.min(each?.size ?? 0, MAX_MAIL_BYTES);
    if (mails.length >= BATCH_MAILS || (mails.length > 0 && bytes + size > BATCH_BYTES)) {
      yield { lastUid, mails };
      [mails, bytes] = [[], 0];
    }
    if (each) mails.push(each);
    bytes += size;
    lastUid = uid;
  }
  yield { lastUid, mails };
}
