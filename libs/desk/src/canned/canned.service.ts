import { Injectable } from '@nestjs/common';
import type {
  CannedPreview,
  CannedRow,
  FactValueView,
  FilledPart,
  Language,
  TicketFactsView,
  Topic,
} from '#libs/contracts';
import { IncidentFacts } from '#libs/incidents';
import { Clock, currentActor, DomainError, notFound, requestLanguage, requireById } from '#libs/platform';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { DesksService } from '../desks/desks.service.js';
import { toldNow } from '../desks/told-time.js';
import type { TicketEntity } from '../tickets/ticket.entity.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { TicketsRepository } from '../tickets/tickets.repository.js';
import { ToldTimes } from '../tickets/told-times.service.js';
import { CannedRepository, type NewCanned } from './canned.repository.js';
import { rankTexts } from './canned.search.js';
import { cannedPreview, cannedRow } from './canned.view.js';
import { answerValues } from './fact-values.js';
import { FACTS, type FactValues } from './facts.js';
import { checkTemplate, TemplateRefused } from './template.policy.js';
import { FILLED_MAX_LENGTH, fillTemplate, RenderTooLarge } from './template.render.js';

/** Approved answers, filled with the facts of the ticket at hand. */
@Injectable()
export class CannedResponses {
  constructor(
    private readonly canned: CannedRepository,
    private readonly tickets: TicketViews,
    private readonly requesters: TicketsRepository,
    private readonly toldTimes: ToldTimes,
    private readonly desks: DesksService,
    private readonly incidents: IncidentFacts,
    private readonly clock: Clock,
  ) {}

  /** The texts that may be used for this ticket, best first. */
  async list(ticketId: string, query = ''): Promise<CannedRow[]> {
    const ticket = await this.tickets.ticket(ticketId);
    const desk = await this.desks.get(ticket.deskId);
    const texts = await this.canned.list(ticket.tenantId, desk.incidentId, this.clock.now());
    const uses = await this.canned.useCounts(ticket.tenantId);
    return rankTexts(texts, { language: ticket.language, topic: ticket.topic, query }, uses).map(
      ({ text, recommended }) => cannedRow(text, recommended, uses.get(text.id) ?? 0),
    );
  }

  /** The text filled with this ticket's facts. A text of another incident is `not_found`. */
  async preview(id: string, ticketId: string): Promise<CannedPreview> {
    const ticket = await this.tickets.ticket(ticketId);
    const desk = await this.desks.get(ticket.deskId);
    const text = await requireById(id, (key) => this.canned.find(ticket.tenantId, key, this.clock.now()));
    if (text.incidentId !== desk.incidentId) throw notFound();
    const values = await this.values(ticket, desk, text.language);
    const uses = await this.canned.useCounts(ticket.tenantId);
    const row = cannedRow(text, text.topic === ticket.topic, uses.get(text.id) ?? 0);
    return cannedPreview(row, filledBody(text.body, text.language, values));
  }

  /** The approved answers to one topic, to be read out at this desk; the caller's name and number stay open. */
  async forPhone(desk: DeskOfShop, topic: Topic, language: Language): Promise<CannedPreview[]> {
    const texts = await this.canned.list(desk.tenantId, desk.incidentId, this.clock.now());
    const values = answerValues({
      desk,
      facts: await this.incidents.forTenant(desk.tenantId, desk.incidentId),
      ticket: { number: '' },
      requesterName: '',
      agentName: currentActor().shortName,
      language,
      told: toldNow(desk, this.clock.now()),
    });
    return texts
      .filter((text) => text.topic === topic && text.language === language)
      .map((text) => cannedPreview(cannedRow(text, true, 0), filledBody(text.body, text.language, values)));
  }

  /** What may be told to this ticket's requester, for the column beside the conversation. */
  async factsOf(ticketId: string): Promise<TicketFactsView> {
    const ticket = await this.tickets.ticket(ticketId);
    const desk = await this.desks.get(ticket.deskId);
    const language = requestLanguage();
    return {
      ...(await this.incidents.view(ticket.tenantId, desk.incidentId, language)),
      statementAtReceipt: await this.incidents.statementAt(desk.incidentId, ticket.createdAt, language),
      values: currentActor().isShop ? [] : factValues(await this.values(ticket, desk), ticket.language),
    };
  }

  private async values(
    ticket: TicketEntity,
    desk: DeskOfShop,
    language: Language = ticket.language,
  ): Promise<FactValues> {
    const requester = await this.requesters.requester(ticket);
    return answerValues({
      desk,
      facts: await this.incidents.forTenant(ticket.tenantId, desk.incidentId),
      ticket,
      requesterName: requester?.name ?? '',
      agentName: currentActor().shortName,
      language,
      told: (await this.toldTimes.of(ticket)) ?? toldNow(desk, this.clock.now()),
    });
  }

  /** Saves an approved text, or the next version of it. Throws `canned.template_refused` with the line and the reason. */
  async save(canned: NewCanned): Promise<string> {
    requireTemplate(canned.body);
    return this.canned.save(canned);
  }
}

/** In the order of the table of facts. */
const factValues = (values: FactValues, language: Language): FactValueView[] =>
  [...FACTS].flatMap(([path, { label }]) => {
    const value = values.get(path);
    return value ? [{ path, label: label[language], text: value.text }] : [];
  });

/** A text of this body; throws `canned.filled_too_long` where its values make it so. */
export const filledBody = (body: string, language: Language, values: FactValues): FilledPart[] => {
  try {
    return fillTemplate(checkTemplate(body), values, language);
  } catch (cause) {
    if (!(cause instanceof RenderTooLarge)) throw cause;
    throw new DomainError('canned.filled_too_long', { most: FILLED_MAX_LENGTH.toLocaleString('en') }, { cause });
  }
};

/** Refuses what the template language does not know, in the reader's language. */
export const requireTemplate = (body: unknown): void => {
  try {
    checkTemplate(body);
  } catch (cause) {
    if (!(cause instanceof TemplateRefused)) throw cause;
    const details = { reason: cause.sentence(requestLanguage()), line: cause.line, rule: cause.reason };
    throw new DomainError('canned.template_refused', details, { cause });
  }
};
