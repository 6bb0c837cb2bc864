import { Injectable } from '@nestjs/common';
import { TenantsService, UsersService } from '#libs/identity';
import { IncidentFacts, IncidentsService, type TenantFacts } from '#libs/incidents';
import {
  Clock,
  currentActor,
  currentContext,
  Database,
  DomainError,
  newId,
  TenantScope,
  withContext,
} from '#libs/platform';
import type { DeskHours } from '../desks/desk-hours.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { DesksService } from '../desks/desks.service.js';
import { AgentStates } from '../people/agent-states.service.js';
import { NextTicketRepository } from '../people/next-ticket.repository.js';
import { phoneKeyOf, TicketIntake } from '../tickets/ticket-intake.service.js';
import { drawRound } from './round.js';
import { TrainingRepository } from './training.repository.js';

/** The incident as a desk of one's own knows it: practice has the facts and texts of the real work. */
interface Model {
  incidentId: string;
  cohorts: TenantFacts['cohorts'];
}

const ALWAYS = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
const HOURS: DeskHours = { zone: 'Asia/Tokyo', phone: ALWAYS, reply: ALWAYS, holidays: 'open', closedOn: [] };
const FIRST_REPLY_MINUTES = 240;
const SIGNATURE = ['練習ショップ 個人情報お問い合わせ窓口（練習）', 'practice@training.example.jp'].join('\n');
const SIGNATURE_EN = ['Training Shop Privacy Desk (training)', 'practice@training.example.jp'].join('\n');

/**
 * Rounds of practice. Each is a tenant of its own, made anew, in which one person alone works; while it lasts, that person's scope is the
 * round and no shop. Two transactions, since no scope holds both.
 */
@Injectable()
export class TrainingRounds {
  constructor(
    private readonly rounds: TrainingRepository,
    private readonly users: UsersService,
    private readonly tenants: TenantsService,
    private readonly incidents: IncidentsService,
    private readonly facts: IncidentFacts,
    private readonly desks: DesksService,
    private readonly intake: TicketIntake,
    private readonly hands: NextTicketRepository,
    private readonly states: AgentStates,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Begins to practise, or makes a fresh set where somebody practises already. */
  async start(): Promise<void> {
    const { userId, tenantIds, isPractising } = currentActor();
    const shops = await this.database.transaction(TenantScope.nothing, () => this.users.shopsOf(userId));
    const model = await this.database.transaction(TenantScope.of(...shops), async () => {
      if (!isPractising) await this.requireFree(userId);
      return this.model();
    });
    const roundId = newId();
    const before = isPractising ? tenantIds : [];
    await this.database.transaction(TenantScope.of(roundId, ...before), async () => {
      await this.open(roundId, model);
      await this.rounds.beginRound(roundId, userId, this.clock.now());
      await this.rounds.endRounds(roundId, this.clock.now());
      await this.users.practise(userId, roundId);
      // What is invented comes from nobody: in the history it is the desk's own doing, as in the real work.
      await withContext({ ...currentContext(), actor: null }, () => this.fill(roundId));
      await this.states.practise(userId, true);
    });
  }

  /** Back to the shops. Ending what has ended changes nothing. */
  async end(): Promise<void> {
    const { userId, isPractising } = currentActor();
    if (!isPractising) return;
    await this.rounds.endRounds(null, this.clock.now());
    await this.users.practise(userId, null);
    await this.states.practise(userId, false);
  }

  /** Nobody waits for somebody who practises. */
  private async requireFree(userId: string): Promise<void> {
    const { state } = await this.states.of(userId);
    if (state === 'on_call' || state === 'after_call') throw new DomainError('training.on_call');
    const held = await this.hands.held(userId);
    if (held > 0) throw new DomainError('training.tickets_in_hand', { held });
  }

  private async model(): Promise<Model> {
    const current = await this.incidents.current();
    const desk = (await this.desks.all()).find(({ incidentId }) => incidentId === current?.id);
    if (!desk) throw new DomainError('training.no_desk');
    const { cohorts } = await this.facts.forTenant(desk.tenantId, desk.incidentId);
    return { incidentId: desk.incidentId, cohorts };
  }

  private async open(tenantId: string, { incidentId, cohorts }: Model): Promise<DeskOfShop> {
    const { sites } = await this.tenants.create({
      id: tenantId,
      kind: 'training',
      name: '株式会社練習ショップ（練習）',
      sites: [{ name: '練習ショップ（練習）', glyph: '練', hue: 'kare' }],
    });
    const engagementId = await this.incidents.engage({
      tenantId,
      incidentId,
      formAndReplies: true,
      phone: true,
      startsAt: this.clock.now(),
      endsAt: null,
      notificationAddresses: [],
      state: 'agreed',
    });
    for (const cohort of cohorts) await this.incidents.defineCohort({ ...cohort, tenantId });
    return this.desks.open({
      tenantId,
      incidentId,
      engagementId,
      siteId: sites[0]!.id,
      slug: `practice-${tenantId}`,
      name: '練習ショップ 個人情報お問い合わせ窓口（練習）',
      nameEn: 'Training Shop Privacy Desk (training)',
      senderName: '練習ショップ 個人情報お問い合わせ窓口（練習）',
      replyFrom: 'practice@training.example.jp',
      signature: SIGNATURE,
      signatureEn: SIGNATURE_EN,
      shopContact: 'shop@training.example.jp',
      shopContactEn: 'shop@training.example.jp',
      phoneNumber: '0120-000-000',
      phoneAnswerAs: '練習ショップ',
      hours: HOURS,
      formOpen: true,
      emailOpen: false,
      phoneOpen: true,
      firstReplyMinutes: FIRST_REPLY_MINUTES,
      opensAt: this.clock.now(),
    });
  }

  private async fill(tenantId: string): Promise<void> {
    const [desk] = (await this.desks.all()).filter((each) => each.tenantId === tenantId);
    const { inquiries, calls } = drawRound();
    for (const { scenario, name, kana, email, orderNumber, words } of inquiries) {
      const { ticketId } = await this.intake.accept({
        desk: desk!,
        channel: scenario.channel,
        language: scenario.language,
        topic: scenario.topic,
        subject: null,
        text: words,
        requester: { name, kana: kana || null, email, orderNumber, noticeReceived: scenario.notice },
        intakeKey: `training ${scenario.key}`,
      });
      await this.rounds.addTask(tenantId, { key: scenario.key, ticketId, call: null });
    }
    for (const { scenario, call } of calls) {
      const told = { ...call, phoneKey: phoneKeyOf(call.phone) };
      await this.rounds.addTask(tenantId, { key: scenario.key, ticketId: null, call: told });
    }
  }
}
