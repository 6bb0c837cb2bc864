import { Injectable } from '@nestjs/common';
import type { ListView, SameRequester } from '#libs/contracts';
import { currentActor } from '#libs/platform';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { refusalOf } from '../tickets/ticket.policy.js';
import { visibleTo } from '../tickets/ticket.visibility.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { MergingRepository } from './merging.repository.js';
import { type KnownPerson, mergeRefusal, samenessOfAll } from './sameness.policy.js';

/** Further apart than this, two inquiries of one person are seldom about the same. */
const NEAR_MS = 7 * 86_400_000;

/** Other inquiries that seem to be of the same person, why, and whether they can be answered as one. */
@Injectable()
export class SamePerson {
  constructor(
    private readonly merging: MergingRepository,
    private readonly views: TicketViews,
  ) {}

  async of(idOrNumber: string): Promise<ListView<SameRequester>> {
    const ticket = await this.views.ticket(idOrNumber);
    const own = await this.merging.persons(ticket.tenantId, [ticket.id]);
    const persons = own.get(ticket.id) ?? own.get(ticket.survivorId ?? '') ?? [];
    const others = await this.merging.ofPersons(ticket, persons, visibleTo(currentActor()));
    const personsOf = await this.merging.persons(
      ticket.tenantId,
      others.map(({ id }) => id),
    );
    const found: SameRequester[] = [];
    for (const other of others) {
      if (other.id === ticket.survivorId) continue;
      const theirs = personsOf.get(other.id) ?? [];
      const survivor = this.survivorOf({ ticket, persons }, { ticket: other, persons: theirs });
      found.push({
        id: other.id,
        number: other.number,
        version: other.version,
        requesterName: other.requesterName,
        topic: other.topic,
        state: other.state,
        channel: other.channel,
        createdAt: other.createdAt.toISOString(),
        because: samenessOfAll(persons, theirs),
        survivor,
        proposed: survivor !== null && Math.abs(other.createdAt.getTime() - ticket.createdAt.getTime()) <= NEAR_MS,
      });
    }
    return { items: found.filter(({ because }) => because.length > 0) };
  }

  /** The one that can be answered; of two, the older. Null where this person cannot merge them now. */
  private survivorOf(own: Side, other: Side): SameRequester['survivor'] {
    const isOlder = own.ticket.createdAt <= other.ticket.createdAt;
    const ways = [
      { survivor: 'this' as const, merged: other, into: own },
      { survivor: 'other' as const, merged: own, into: other },
    ];
    return (isOlder ? ways : ways.toReversed()).find(({ merged, into }) => canMerge(merged, into))?.survivor ?? null;
  }
}

interface Side {
  ticket: TicketEntity;
  persons: readonly KnownPerson[];
}

const canMerge = (merged: Side, into: Side): boolean =>
  currentActor().permissions.includes('ticket:merge') &&
  merged.ticket.deskId === into.ticket.deskId &&
  merged.ticket.lane === into.ticket.lane &&
  refusalOf('merge', currentActor(), merged.ticket) === null &&
  refusalOf('takeIn', currentActor(), into.ticket) === null &&
  mergeRefusal(merged.persons, into.persons) === null;
