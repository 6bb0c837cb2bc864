import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CallEventKeyView, NewCallEventKey } from '#libs/contracts';
import { Clock, currentActor, DomainError, Secrets } from '#libs/platform';
import { CallEventKeysRepository } from './call-event-keys.repository.js';

/** How long the old key works beside its successor, so that the telephony system can be changed in peace. */
const OVERLAP_MS = 24 * 3_600_000;
const KEY = /^mdg_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const NOBODYS = createHash('sha256').update('nobody').digest();

/** The bearer keys of the operator's telephony system. Only a hash is stored; the key itself is shown once. */
@Injectable()
export class CallEventKeys {
  constructor(
    private readonly keys: CallEventKeysRepository,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<CallEventKeyView[]> {
    return (await this.keys.listValid(this.clock.now())).map((key) => ({
      createdAt: key.createdAt.toISOString(),
      createdByName: key.createdByName,
      validUntil: key.validUntil?.toISOString() ?? null,
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    }));
  }

  /** Makes a new key; the one before works for another day. */
  async rotate(): Promise<NewCallEventKey> {
    const now = this.clock.now();
    const id = randomBytes(6).toString('hex');
    const secret = randomBytes(32).toString('base64url');
    await this.keys.endAll(new Date(now.getTime() + OVERLAP_MS));
    await this.keys.insert({ id, secretHash: hashOf(secret), createdBy: currentActor().userId, createdAt: now });
    return { key: `mdg_${id}_${secret}` };
  }

  /** Ends every key at once. */
  end(): Promise<void> {
    return this.keys.endAll(this.clock.now());
  }

  /** The id of the key that this Authorization header carries. Wrong, old and unknown keys are refused in the same words and work. */
  async require(authorization: string | undefined): Promise<string> {
    const [, id, secret] = KEY.exec(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '') ?? [];
    const key = id ? await this.keys.findValid(id, this.clock.now()) : null;
    const matches = this.secrets.matches(key?.secretHash ?? NOBODYS, hashOf(secret ?? ''));
    if (!key || !matches) throw new DomainError('call_event.key_refused');
    return key.id;
  }

  touch(id: string): Promise<void> {
    return this.keys.touch(id, this.clock.now());
  }
}

/** A random key of 256 bits needs no slow hash. */
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
