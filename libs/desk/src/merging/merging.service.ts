import { Injectable } from '@nestjs/common';
import type { ErrorCode, MergeRequest, TicketView } from '#libs/contracts';
import { DomainError, notFound } from '#libs/platform';
import { EscalationsRepository } from '../escalations/escalations.repository.js';
import { PromisesRepository } from '../promises/promises.repository.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { standingAgain, standingOf } from '../tickets/ticket-standing.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { MergingRepository } from './merging.repository.js';
import { mergeRefusal } from './sameness.policy.js';
import { joinedStanding, restoredState } from './merging.policy.js';

/**
 * Answers one person's inquiries as one, and takes that back. Words and calls stay on the ticket that they were written on, and so does
 * what its requester may see; what the desk owes goes to the survivor.
 */
@Injectable()
export class Merging {
  constructor(
    private readonly merging: MergingRepository,
    private readonly verbs: TicketsService,
    private readonly views: TicketViews,
    private readonly promises: PromisesRepository,
    private readonly escalations: EscalationsRepository,
  ) {}

  /** Shows the survivor. Asked twice, it is done once. */
  async merge(idOrNumber: string, { into, baseVersion, intoVersion }: MergeRequest): Promise<TicketView> {
    const [merged, survivor] = await this.lockBoth(idOrNumber, into);
    if (merged.id === survivor.id) throw new DomainError('ticket.wrong_state');
    if (merged.survivorId === survivor.id) return this.views.of(survivor);
    await this.verbs.require('merge', merged.id);
    await this.verbs.require('takeIn', survivor.id);
    if (merged.version !== baseVersion || survivor.version !== intoVersion) throw new DomainError('merge.changed');
    const refusal = await this.refusal(merged, survivor);
    if (refusal) throw new DomainError(refusal);
    return this.views.of(await this.join(merged, survivor));
  }

  /** Shows the ticket that stands for itself again, as it stood before; what began on it is its own again. */
  async unmerge(idOrNumber: string): Promise<TicketView> {
    const found = await this.views.ticket(idOrNumber);
    if (found.survivorId === null) throw new DomainError('ticket.wrong_state', { state: found.state });
    const [merged, survivor] = await this.lockBoth(found.id, found.survivorId);
    if (merged.survivorId !== survivor.id) throw new DomainError('merge.changed');
    await this.verbs.require('unmerge', merged.id);
    await this.verbs.require('letGo', survivor.id);
    return this.views.of(await this.part(merged, survivor));
  }

  private async join(merged: TicketEntity, survivor: TicketEntity): Promise<TicketEntity> {
    const { tenantId } = survivor;
    const below = await this.merging.below(merged);
    await this.merging.lockAll(tenantId, below);
    const names = { otherId: merged.id, otherNumber: merged.number };
    await this.verbs.record(
      merged,
      'ticket.merged',
      { state: 'merged', mergedIntoId: survivor.id, survivorId: survivor.id, waitingSince: null },
      { otherId: survivor.id, otherNumber: survivor.number },
    );
    await this.merging.follow(survivor, below);
    const promises = await this.promises.move(tenantId, { from: merged.id, to: survivor.id });
    await this.escalations.move(tenantId, { from: merged.id, to: survivor.id });
    const joined = await this.verbs.record(survivor, 'ticket.joined', joinedStanding(survivor, merged), {
      ...names,
      ...(promises > 0 && { promises }),
    });
    const { topic, priority, assigneeId } = survivor;
    await this.merging.keepBefore(merged, {
      merged: standingOf(merged),
      lane: merged.lane,
      survivor: { ...standingOf(survivor), topic, priority, assigneeId },
      survivorVersion: joined.version,
    });
    return joined;
  }

  private async part(merged: TicketEntity, survivor: TicketEntity): Promise<TicketEntity> {
    const { tenantId } = merged;
    const before = await this.merging.before(merged);
    const below = await this.merging.below(merged);
    const own = [merged.id, ...below];
    await this.merging.lockAll(tenantId, below);
    await this.promises.moveHome(tenantId, { from: survivor.id, to: merged.id, homes: own });
    await this.escalations.moveHome(tenantId, { from: survivor.id, to: merged.id, homes: own });
    await this.merging.keepBefore(merged, null);
    const stands = standingAgain(merged, before.merged);
    const state = restoredState(before, await this.promises.owesCallback(merged));
    const parted = await this.verbs.record(
      { ...stands, state, mergedIntoId: null, survivorId: null },
      'ticket.unmerged',
      {},
      { otherId: survivor.id, otherNumber: survivor.number },
    );
    await this.merging.follow(merged, below);
    await this.escalations.setLane(merged, survivor.lane === null ? null : before.lane);
    const untouched = survivor.version === before.survivorVersion;
    const { topic, priority, assigneeId } = before.survivor;
    const rest = untouched
      ? { ...standingAgain(survivor, before.survivor), topic, priority, assigneeId }
      : { ...survivor, state: await this.stillOwed(survivor) };
    await this.verbs.record(rest, 'ticket.parted', {}, { otherId: merged.id, otherNumber: merged.number });
    return parted;
  }

  /** A survivor that waited for a call which went back with its ticket is in hand again. */
  private async stillOwed(survivor: TicketEntity): Promise<TicketEntity['state']> {
    if (survivor.state !== 'callback_due') return survivor.state;
    return (await this.promises.owesCallback(survivor)) ? 'callback_due' : 'open';
  }

  private async refusal(merged: TicketEntity, survivor: TicketEntity): Promise<ErrorCode | null> {
    if (merged.tenantId !== survivor.tenantId || merged.deskId !== survivor.deskId) return 'merge.other_desk';
    if (merged.lane !== survivor.lane) return 'merge.lane_differs';
    const persons = await this.merging.persons(merged.tenantId, [merged.id, survivor.id]);
    return mergeRefusal(persons.get(merged.id) ?? [], persons.get(survivor.id) ?? []);
  }

  /** In one order, whoever asks: two people who merge the same two tickets into each other wait for each other's end. */
  private async lockBoth(one: string, other: string): Promise<[TicketEntity, TicketEntity]> {
    const ids = [(await this.views.ticket(one)).id, (await this.views.ticket(other)).id] as const;
    // Whoever keeps a promise locks that first and its ticket then.
    for (const id of ids.toSorted()) await this.promises.openOfTicket(id);
    const locked = new Map<string, TicketEntity>();
    for (const id of ids.toSorted()) locked.set(id, await this.views.ticket(id, true));
    const [first, second] = ids.map((id) => locked.get(id));
    if (!first || !second) throw notFound();
    return [first, second];
  }
}
