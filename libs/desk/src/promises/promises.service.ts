import { Injectable } from '@nestjs/common';
import type {
  CallbackBand,
  CallerRole,
  NewPromise,
  PromiseChangeRequest,
  PromiseCounts,
  PromiseGroup,
  PromiseList,
  PromiseView,
} from '#libs/contracts';
import { Clock, currentActor, DomainError, findActor, newId, pageOf, readCursor, requireById } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import { maskedWords, maskSecrets } from '../masking/secret-mask.js';
import { dayBeganAt } from '../queue/day.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { refusalOf } from '../tickets/ticket.policy.js';
import { phoneKeyOf } from '../tickets/ticket-intake.service.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { visibleTo } from '../tickets/ticket.visibility.js';
import { bandsAhead } from './callback-bands.js';
import { PromiseKeeping } from './promise-keeping.js';
import { promiseView } from './promise.view.js';
import type { PromiseListDto } from './promises.dto.js';
import { type PromiseRow, PromisesRepository } from './promises.repository.js';

const PAGE = 200;
const NONE_OWED: Record<PromiseGroup, number> = { over: 0, hour: 0, today: 0, later: 0 };
const DAY_MS = 86_400_000;
const FURTHEST_MS = 60 * DAY_MS;
/** What was told last as the time is promised even while the form is being filled in. */
const GRACE_MS = 5 * 60_000;

/** What the desk owes requesters at a time: made, taken over, changed and taken back. */
@Injectable()
export class PromisesService {
  constructor(
    private readonly promises: PromisesRepository,
    private readonly keeping: PromiseKeeping,
    private readonly tickets: TicketViews,
    private readonly desks: DesksService,
    private readonly clock: Clock,
  ) {}

  /** What is owed in this scope, the soonest first. */
  async list({ kind, mine, cursor }: PromiseListDto): Promise<PromiseList> {
    const actor = currentActor();
    const open = await this.promises.open(visibleTo(actor), {
      kind,
      mineOf: mine === 'true' ? actor.userId : null,
      after: readCursor(cursor),
      limit: PAGE + 1,
    });
    const { rows, nextCursor } = pageOf(open, PAGE, ({ until }) => until);
    return { items: rows.map(promiseView), nextCursor };
  }

  async counts(mine: boolean): Promise<PromiseCounts> {
    const actor = currentActor();
    const now = this.clock.now();
    const began = dayBeganAt(now);
    const counted = await this.promises.countOpen(visibleTo(actor), {
      mineOf: mine ? actor.userId : null,
      now,
      dayEnds: new Date(began.getTime() + DAY_MS),
    });
    const owed = { callback: { ...NONE_OWED }, answer: { ...NONE_OWED } };
    for (const { kind, group, count } of counted) owed[kind][group] = count;
    return { owed, keptToday: await this.promises.keptSince(began) };
  }

  async get(id: string): Promise<PromiseView> {
    const visible = visibleTo(currentActor());
    return promiseView(await requireById(id, (key) => this.promises.find(key, visible)));
  }

  /** The bands ahead in which this desk calls back, with how many more callbacks each takes. */
  async bands(deskId: string): Promise<CallbackBand[]> {
    const desk = await this.desks.get(deskId);
    const now = this.clock.now();
    const { perHour, bands } = await this.promises.taken(desk.id, now);
    return bandsAhead(desk.hours, now).map(({ from, until }) => {
      const capacity = Math.ceil((perHour * (until.getTime() - from.getTime())) / 3_600_000);
      const taken = bands.filter((other) => other.from < until && other.until > from).length;
      return { from: from.toISOString(), until: until.toISOString(), left: Math.max(0, capacity - taken) };
    });
  }

  /** A promise given beside a ticket, in a band that has room. */
  async makeFor(idOrNumber: string, given: NewPromise): Promise<PromiseView> {
    const ticket = await this.tickets.ticket(idOrNumber, true);
    const refusal = refusalOf('promise', currentActor(), ticket);
    if (refusal) throw new DomainError(refusal, { state: ticket.state });
    if (given.kind === 'callback') await this.requireRoom(ticket.deskId, given);
    return this.make(ticket, given, 'self');
  }

  /** Writes down what was told, and when. A full band does not stop it: what was told stands, even where its time has passed meanwhile. */
  async make(
    ticket: TicketEntity,
    given: NewPromise,
    toldTo: CallerRole,
    toldAt = this.clock.now(),
  ): Promise<PromiseView> {
    const { startsAt, until } = this.requireTime(given, toldAt);
    const actor = findActor()?.userId ?? null;
    const phone = maskedWords(given.phone);
    const promise = {
      tenantId: ticket.tenantId,
      id: newId(),
      ticketId: ticket.id,
      deskId: ticket.deskId,
      kind: given.kind,
      promisedUntil: until,
      startsAt,
      until,
      assigneeId: ticket.assigneeId ?? actor,
      source: 'told' as const,
      phone,
      callerKey: given.kind === 'callback' ? phoneKeyOf(phone) : null,
      callerIdTold: given.callerIdTold ?? false,
      say: maskSecrets(given.say ?? '').text,
      limits: maskSecrets(given.limits ?? '').text,
      madeBy: actor,
      madeAt: toldAt,
    };
    await this.promises.insert(promise, toldTo);
    await this.keeping.owed(ticket, promise, 'promise.made');
    return this.get(promise.id);
  }

  /** From now on this person keeps it. */
  async take(id: string): Promise<PromiseView> {
    const promise = await this.keeping.requireOpen(id);
    return this.takenBy(promise);
  }

  /** The free promise that falls due first. */
  async next(): Promise<PromiseView> {
    const promise = (await this.promises.lockNextFree('skipped')) ?? (await this.promises.lockNextFree('awaited'));
    if (!promise) throw new DomainError('promise.none_due');
    return this.takenBy(promise);
  }

  /** Another time, which was told to somebody. */
  async change(id: string, request: PromiseChangeRequest): Promise<PromiseView> {
    const promise = await this.keeping.requireOpen(id);
    const { startsAt, until } = this.requireTime({ ...request, kind: promise.kind });
    if (promise.startsAt?.getTime() !== startsAt?.getTime() && promise.kind === 'callback') {
      await this.requireRoom(promise.deskId, request);
    }
    const toldAt = new Date(Math.min(Date.parse(request.toldAt), this.clock.now().getTime()));
    const changed = { ...promise, startsAt, until, promisedUntil: until, alarm: 'none' as const };
    await this.promises.save(changed);
    await this.promises.saveTold(promise, request.toldTo, toldAt);
    const ticket = await this.tickets.ticket(promise.ticketId, true);
    await this.keeping.owed(ticket, changed, 'promise.changed', {
      before: promise.until.toISOString(),
      toldTo: request.toldTo,
      toldAt: toldAt.toISOString(),
    });
    return this.get(promise.id);
  }

  /** The requester no longer waits for it. */
  async withdraw(id: string): Promise<PromiseView> {
    const promise = await this.keeping.requireOpen(id);
    await this.keeping.close(promise, 'withdrawn');
    return this.get(promise.id);
  }

  private async takenBy(promise: PromiseRow): Promise<PromiseView> {
    const { userId } = currentActor();
    if (promise.assigneeId !== userId) {
      await this.promises.save({ ...promise, assigneeId: userId });
      await this.keeping.note(promise, 'promise.taken', { before: promise.assigneeId });
    }
    return this.get(promise.id);
  }

  private requireTime(
    given: Pick<NewPromise, 'kind' | 'from' | 'until'>,
    toldAt = this.clock.now(),
  ): { startsAt: Date | null; until: Date } {
    const now = toldAt.getTime();
    const until = new Date(given.until);
    const startsAt = given.kind === 'callback' && given.from ? new Date(given.from) : null;
    const isAhead = until.getTime() > now - GRACE_MS && until.getTime() <= now + FURTHEST_MS;
    const isBand = given.kind === 'answer' || (startsAt !== null && startsAt < until);
    if (!isAhead || !isBand) throw new DomainError('promise.time_refused');
    return { startsAt, until };
  }

  private async requireRoom(deskId: string, given: Pick<NewPromise, 'from' | 'until'>): Promise<void> {
    const [from, until] = [Date.parse(given.from ?? given.until), Date.parse(given.until)];
    const bands = await this.bands(deskId);
    const touched = bands.filter((band) => Date.parse(band.from) < until && Date.parse(band.until) > from);
    if (touched.some(({ left }) => left === 0)) throw new DomainError('promise.band_full');
  }
}
