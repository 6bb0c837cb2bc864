import type { CallOutcome, Topic } from '#libs/contracts';
import {
  CallEvents,
  CallsService,
  ClockWatch,
  NextTicket,
  PromiseAlarmJob,
  PromiseAttempts,
  TicketIntake,
  TicketReplies,
  TicketsService,
} from '#libs/desk';
import { type Actor, DomainError } from '#libs/platform';
import { type PlannedCall, momentOfDay, planCalls } from './phone-day.js';
import { exponential, seeded } from './random.js';
import type { ReplayFloor } from './replay-floor.js';

export interface DayLoad {
  calls: number;
  written: number;
  /** People on the phone; all others of the floor write. */
  phonePeople: number;
  seed: number;
}

export interface WrittenInquiry {
  id: string;
  shop: number;
  /** Seconds of the day. */
  received: number;
  taken: number | null;
  replied: number | null;
}

export interface GivenPromise {
  id: string;
  tenantId: string;
  /** Seconds of the day: what was told, and when somebody called. */
  until: number;
  kept: number | null;
}

/** What the replay did, kept apart from what the desk has stored of it. */
export interface DayLedger {
  calls: PlannedCall[];
  written: WrittenInquiry[];
  promises: GivenPromise[];
  escalations: number;
}

export const MIDNIGHT = Date.parse('2016-06-23T00:00:00+09:00');
const STEP = 15;
const FORMS_FROM = 9 * 3_600;
const ENDS = 21 * 3_600;
const WRITING = 480;
const WATCH_EVERY = 600;
const IDLE = 300;
const LAST_BAND = 17.5 * 3_600;
const LEFT_LYING = 0.15;
const AT_ONCE = 8;
const TOPICS: readonly Topic[] = ['AFF', 'CNT', 'CARD', 'PWD', 'GEN'];
/** Half of what is written comes to one shop: the others must not wait for it. */
const LOUD_SHARE = 0.5;

interface Stimulus {
  at: number;
  /** What has the same key happens in its order; all else of one step happens at once. */
  key: string;
  run: () => Promise<void>;
}

/** Plays one day of calls and written inquiries against the desk's own verbs, its clock moved along; faster than the day itself. */
export class ReplayDay {
  readonly ledger: DayLedger = { calls: [], written: [], promises: [], escalations: 0 };
  private readonly random: () => number;
  private readonly writers: { actor: Actor; freeAt: number; ticketId: string | null }[];
  private readonly byTicket = new Map<string, WrittenInquiry>();
  /** The desk's own id of each call. */
  private readonly records = new Map<string, string>();
  private readonly promiseOf = new Map<string, GivenPromise>();
  private stimuli: Stimulus[] = [];
  /** The first of them that is still to come. */
  private next = 0;

  constructor(
    private readonly floor: ReplayFloor,
    private readonly load: DayLoad,
  ) {
    this.random = seeded(load.seed);
    this.writers = floor.people.slice(load.phonePeople).map((actor) => ({ actor, freeAt: 0, ticketId: null }));
  }

  async play(told: (second: number) => void = () => undefined): Promise<DayLedger> {
    this.planForms();
    this.planPhone();
    this.stimuli.sort((one, other) => one.at - other.at);
    for (let second = FORMS_FROM; second <= ENDS; second += STEP) {
      this.floor.clock.moveTo(moment(second));
      const due: Stimulus[] = [];
      while (this.next < this.stimuli.length && this.stimuli[this.next]!.at <= second) {
        due.push(this.stimuli[this.next++]!);
      }
      await inChains(due);
      await inChains(this.writers.filter(({ freeAt }) => freeAt <= second).map((writer) => this.work(writer, second)));
      if (second % WATCH_EVERY === 0) await this.look();
      if (second % 3_600 === 0) told(second);
    }
    return this.ledger;
  }

  private shop(): number {
    const { length } = this.floor.desks;
    return this.random() < LOUD_SHARE ? 0 : 1 + Math.floor(this.random() * (length - 1));
  }

  private planForms(): void {
    for (let index = 0; index < this.load.written; index += 1) {
      const at = Math.ceil(momentOfDay(this.random, FORMS_FROM) / STEP) * STEP;
      this.stimuli.push({ at, key: `form ${index}`, run: () => this.receive(index, this.shop(), at) });
    }
  }

  private async receive(index: number, shop: number, received: number): Promise<void> {
    const desk = this.floor.desks[shop]!;
    const accepted = await this.floor.as(null, () =>
      this.floor.api.app.get(TicketIntake).accept({
        desk,
        channel: index % 5 < 3 ? 'form' : 'email',
        language: 'ja',
        topic: TOPICS[index % TOPICS.length]!,
        subject: null,
        text: `私の情報は含まれていますか。${index}`,
        requester: { name: `問合 人${index}`, email: `asks-${index}@mail.example.jp` },
        intakeKey: `replay-${index}`,
      }),
    );
    const inquiry = { id: accepted.ticketId, shop, received, taken: null, replied: null };
    this.ledger.written.push(inquiry);
    this.byTicket.set(inquiry.id, inquiry);
  }

  private planPhone(): void {
    const { calls, phonePeople } = this.load;
    this.ledger.calls = planCalls(this.random, { calls, agents: phonePeople, shopOf: () => this.shop() });
    for (const call of this.ledger.calls) {
      const outcome = this.outcomeOf(call);
      const tell = (event: 'ringing' | 'answered' | 'ended' | 'abandoned', at: number) =>
        this.stimuli.push({ at, key: call.id, run: () => this.tell(call, event, at) });
      tell('ringing', call.offered);
      if (call.answered === null) {
        tell('abandoned', call.ended);
        continue;
      }
      tell('answered', call.answered);
      tell('ended', call.ended);
      this.stimuli.push({ at: call.wrapEnded, key: call.id, run: () => this.log(call, outcome) });
    }
  }

  private outcomeOf({ answered }: PlannedCall): CallOutcome {
    const fate = this.random();
    if (answered === null || fate < 0.88) return 'answered_closed';
    return fate < 0.96 ? 'callback_promised' : 'escalated';
  }

  private async tell(
    call: PlannedCall,
    event: 'ringing' | 'answered' | 'ended' | 'abandoned',
    at: number,
  ): Promise<void> {
    const person = call.agent === null ? null : this.floor.people[call.agent]!;
    const { id } = await this.floor.as(null, () =>
      this.floor.api.app.get(CallEvents).take({
        callId: call.id,
        event,
        dialledNumber: this.floor.desks[call.shop]!.phoneNumber!,
        callerNumber: null,
        ...(person && event !== 'ringing' && { agentEmail: `${person.userId}@desk.example.jp` }),
        at: moment(at).toISOString(),
      }),
    );
    this.records.set(call.id, id);
  }

  private async log(call: PlannedCall, outcome: CallOutcome): Promise<void> {
    const desk = this.floor.desks[call.shop]!;
    const actor = this.floor.people[call.agent!]!;
    const from = this.bandAfter(call.wrapEnded);
    const band = { from: moment(from).toISOString(), until: moment(from + 3_600).toISOString() };
    const promise = { kind: 'callback' as const, ...band, phone: '090-0000-0162', callerIdTold: true };
    const callId = this.records.get(call.id)!;
    const ticket = await this.floor.as(actor, () =>
      this.floor.api.app.get(CallsService).log({
        deskId: desk.id,
        callId,
        callerName: '電話の方',
        callerRole: 'self',
        topic: TOPICS[call.shop % TOPICS.length]!,
        text: '対象かどうか。',
        outcome,
        ...(outcome === 'callback_promised' && { promise }),
        idempotencyKey: `${call.id}-log`,
      }),
    );
    if (outcome === 'escalated') this.ledger.escalations += 1;
    if (outcome === 'callback_promised') await this.planCallback(ticket.id, desk.tenantId, actor, from);
  }

  /** Two hours later; late in the day at once. */
  private bandAfter(second: number): number {
    return second + 7_200 <= LAST_BAND ? second + 7_200 : second + 600;
  }

  private async planCallback(ticketId: string, tenantId: string, actor: Actor, from: number): Promise<void> {
    const [row] = await this.floor.as(actor, () => this.floor.promiseOf(ticketId));
    const promise: GivenPromise = { id: row!.id, tenantId, until: from + 3_600, kept: null };
    this.ledger.promises.push(promise);
    this.promiseOf.set(ticketId, promise);
    const alarm = (at: number) => this.add({ at, key: promise.id, run: () => this.alarm(promise) });
    alarm(from + 1_800);
    alarm(promise.until);
    // Some are left lying on purpose: the desk must tell of them.
    if (this.random() < LEFT_LYING) return;
    const at = Math.ceil((from + 60 + this.random() * 3_000) / STEP) * STEP;
    this.add({ at, key: promise.id, run: () => this.callBack(promise, ticketId, actor, at) });
  }

  private async callBack(promise: GivenPromise, ticketId: string, actor: Actor, second: number): Promise<void> {
    if (promise.kept !== null) return;
    promise.kept = second;
    const attempts = this.floor.api.app.get(PromiseAttempts);
    await this.floor.as(actor, () => attempts.start(promise.id));
    await this.floor.as(actor, () => attempts.finish(promise.id, { outcome: 'reached' }));
    await this.floor.as(actor, () => this.floor.api.app.get(TicketsService).resolve(ticketId));
  }

  private async alarm({ id, tenantId }: GivenPromise): Promise<void> {
    const job = this.floor.api.app.get(PromiseAlarmJob);
    await this.floor.as(null, () => job.run({ tenantId, promiseId: id }));
  }

  /** Keeps the order of time among what is still to come. */
  private add(stimulus: Stimulus): void {
    let low = this.next;
    let high = this.stimuli.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.stimuli[middle]!.at <= stimulus.at) low = middle + 1;
      else high = middle;
    }
    this.stimuli.splice(low, 0, stimulus);
  }

  /** A writer finishes the reply in hand, then takes what the desk gives next. */
  private work(writer: ReplayDay['writers'][number], second: number): Stimulus {
    const run = async () => {
      if (writer.ticketId !== null) await this.reply(writer.actor, writer.ticketId, second);
      writer.ticketId = await this.takeNext(writer.actor, second);
      writer.freeAt = second + (writer.ticketId === null ? IDLE : exponential(this.random, WRITING));
    };
    return { at: second, key: writer.actor.userId, run };
  }

  private async takeNext(actor: Actor, second: number): Promise<string | null> {
    try {
      const ticket = await this.floor.as(actor, () => this.floor.api.app.get(NextTicket).take());
      const inquiry = this.byTicket.get(ticket.id);
      if (inquiry) inquiry.taken = second;
      return ticket.id;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'ticket.none_waiting') return null;
      throw error;
    }
  }

  private async reply(actor: Actor, ticketId: string, second: number): Promise<void> {
    const inquiry = this.byTicket.get(ticketId);
    const promise = this.promiseOf.get(ticketId);
    if (promise) return this.callBack(promise, ticketId, actor, second);
    if (!inquiry) {
      // A call that was escalated: spoken with, and done.
      await this.floor.as(actor, () => this.floor.api.app.get(TicketsService).resolve(ticketId));
      return;
    }
    await this.floor.as(actor, async () => {
      const { version, requesterName } = await this.floor.ticket(ticketId);
      await this.floor.api.app.get(TicketReplies).reply(ticketId, {
        text: `${requesterName} 様\n\nお問い合わせをいただき、ありがとうございます。お調べした結果をお知らせいたします。`,
        baseVersion: version,
        idempotencyKey: `reply-${ticketId}`,
      });
    });
    inquiry.replied = second;
  }

  private async look(): Promise<void> {
    await this.floor.api.app.get(ClockWatch).look();
  }
}

const moment = (second: number): Date => new Date(MIDNIGHT + Math.round(second * 1_000));

/** Chains of the same key in their order, several chains at once. */
const inChains = async (stimuli: readonly Stimulus[]): Promise<void> => {
  const chains = new Map<string, Stimulus[]>();
  for (const stimulus of stimuli) chains.set(stimulus.key, [...(chains.get(stimulus.key) ?? []), stimulus]);
  const waiting = [...chains.values()];
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, waiting.length) }, async () => {
      for (let chain = waiting.shift(); chain; chain = waiting.shift()) {
        for (const { run } of chain) await run();
      }
    }),
  );
};
