import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database, DomainError, RateLimit, type ScopeResolver, TenantScope } from '#libs/platform';
import { phoneKeyOf } from '../tickets/ticket-intake.service.js';
import { CallEventKeys } from './call-event-keys.service.js';
import { PhoneLinesRepository } from './phone-lines.repository.js';

/** Far above what a floor of a thousand people makes; a system that runs wild is put off, not believed. */
const EVENTS = { points: 12_000, perSeconds: 60 };
const REFUSALS = { points: 60, perSeconds: 60 };

/** The shop whose desk was dialled, once the key is known to be right. A key opens this one door and no tenant's rows. */
@Injectable()
export class CallEventScope implements ScopeResolver {
  constructor(
    private readonly keys: CallEventKeys,
    private readonly lines: PhoneLinesRepository,
    private readonly database: Database,
    private readonly limit: RateLimit,
  ) {}

  async resolve(request: FastifyRequest): Promise<TenantScope> {
    this.take('call events', EVENTS);
    const { dialledNumber } = (request.body ?? {}) as { dialledNumber?: unknown };
    return this.database.transaction(TenantScope.nothing, async () => {
      const keyId = await this.keys.require(request.headers.authorization).catch((error: unknown) => {
        this.take(`call events refused ${request.ip}`, REFUSALS);
        throw error;
      });
      await this.keys.touch(keyId);
      if (typeof dialledNumber !== 'string' || dialledNumber.length > 40) return TenantScope.nothing;
      return TenantScope.of((await this.deskOf(dialledNumber)).tenantId);
    });
  }

  /** Throws for a number that no desk, or more than one, has. */
  async deskOf(dialledNumber: string): Promise<{ tenantId: string; deskId: string }> {
    const digits = phoneKeyOf(dialledNumber)?.replace(/^\+81/, '0').replace(/\D/g, '') ?? '';
    const [desk, another] = digits === '' ? [] : await this.lines.desksOfPhone(digits);
    if (!desk) throw new DomainError('call_event.number_unknown');
    if (another) throw new DomainError('call_event.number_shared');
    return desk;
  }

  private take(key: string, rule: typeof EVENTS): void {
    const { allowed, retryAfterSeconds } = this.limit.take(key, rule);
    if (!allowed) throw new DomainError('request.too_many', { seconds: retryAfterSeconds });
  }
}
