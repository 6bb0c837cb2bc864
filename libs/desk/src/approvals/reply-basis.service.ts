import { Injectable } from '@nestjs/common';
import { IncidentFacts } from '#libs/incidents';
import { Clock, currentActor, DomainError } from '#libs/platform';
import { CannedRepository, type CannedText } from '../canned/canned.repository.js';
import { answerValues } from '../canned/fact-values.js';
import { FACTS, type FactValues } from '../canned/facts.js';
import { checkTemplate } from '../canned/template.policy.js';
import { fillTemplate, textOf } from '../canned/template.render.js';
import { DesksService } from '../desks/desks.service.js';
import { toldNow } from '../desks/told-time.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { ToldTimes } from '../tickets/told-times.service.js';
import { changedPercent, changesOf } from './text-changes.js';

export interface UsedText {
  key: string;
  title: string;
  version: number;
}

/** What a reply stands on: the approved texts that went into it, filled as they are now, and the facts that it states. */
export interface ReplyBasis {
  /** Null where no approved text was used. */
  approvedText: string | null;
  /** How far the reply is from it. */
  changedPercent: number | null;
  canned: UsedText[];
  /** Path → value of each fact whose value stands in the reply. */
  facts: Record<string, string>;
}

export interface ReplacedBasis {
  facts: { path: string; before: string; now: string | null }[];
  texts: string[];
}

/** Facts of the incident and the shop; what is of this ticket, this person or this hour is not replaced by anybody. */
const STATED = new Set(['incident', 'cohort', 'statement', 'desk']);
const PASSING = new Set(['desk.reply_estimate']);
/** Shorter values stand in a text by chance. */
const MIN_LENGTH = 3;

@Injectable()
export class ReplyBases {
  constructor(
    private readonly canned: CannedRepository,
    private readonly tickets: TicketsRepository,
    private readonly toldTimes: ToldTimes,
    private readonly desks: DesksService,
    private readonly incidents: IncidentFacts,
    private readonly clock: Clock,
  ) {}

  async of(ticket: TicketEntity, text: string, cannedKeys: readonly string[]): Promise<ReplyBasis> {
    const values = await this.values(ticket);
    const texts = await this.texts(ticket, cannedKeys);
    const filled = texts.map((each) => textOf(fillTemplate(checkTemplate(each.body), values, ticket.language)));
    const approvedText = filled.length > 0 ? filled.join('\n\n') : null;
    return {
      approvedText,
      changedPercent: approvedText === null ? null : changedPercent(approvedText, changesOf(approvedText, text)),
      canned: texts.map(({ key, title, version }) => ({ key, title, version })),
      facts: Object.fromEntries(
        [...values]
          .filter(([path, { text: value }]) => isStated(path) && value.length >= MIN_LENGTH && text.includes(value))
          .map(([path, { text: value }]) => [path, value]),
      ),
    };
  }

  /** Throws `canned.withdrawn` where a text that went into the reply may not be told any more. */
  async requireInForce(ticket: TicketEntity, cannedKeys: readonly string[]): Promise<void> {
    if (cannedKeys.length === 0) return;
    const { incidentId } = await this.desks.get(ticket.deskId);
    const gone = await this.canned.notInForce(incidentId, cannedKeys, ticket.language, this.clock.now());
    if (gone.length > 0) throw new DomainError('canned.withdrawn', { keys: gone.join(', ') });
  }

  /** What has another value, another version or was withdrawn since. */
  async replaced(ticket: TicketEntity, basis: Pick<ReplyBasis, 'canned' | 'facts'>): Promise<ReplacedBasis> {
    const values = await this.values(ticket);
    const keys = basis.canned.map(({ key }) => key);
    const present = new Map((await this.texts(ticket, keys)).map(({ key, version }) => [key, version]));
    return {
      facts: Object.entries(basis.facts)
        .map(([path, before]) => ({ path, before, now: values.get(path)?.text ?? null }))
        .filter(({ before, now }) => now !== before),
      texts: basis.canned.filter(({ key, version }) => present.get(key) !== version).map(({ title }) => title),
    };
  }

  private async texts(ticket: TicketEntity, keys: readonly string[]): Promise<CannedText[]> {
    const { incidentId } = await this.desks.get(ticket.deskId);
    const found: CannedText[] = [];
    for (const key of keys) {
      const text = await this.canned.findByKey(ticket.tenantId, incidentId, key, ticket.language, this.clock.now());
      if (text) found.push(text);
    }
    return found;
  }

  private async values(ticket: TicketEntity): Promise<FactValues> {
    const desk = await this.desks.get(ticket.deskId);
    const requester = await this.tickets.requester(ticket);
    return answerValues({
      desk,
      facts: await this.incidents.forTenant(ticket.tenantId, desk.incidentId),
      ticket,
      requesterName: requester?.name ?? '',
      agentName: currentActor().shortName,
      language: ticket.language,
      told: (await this.toldTimes.of(ticket)) ?? toldNow(desk, this.clock.now()),
    });
  }
}

const isStated = (path: string): boolean => STATED.has(FACTS.get(path)?.source ?? '') && !PASSING.has(path);
