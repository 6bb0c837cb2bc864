import { Injectable } from '@nestjs/common';
import type { ClaimState, MisuseRegister } from '#libs/contracts';
import { Clock, currentActor, DomainError, EventLog, notFound } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { visibleTo } from '../tickets/ticket.visibility.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { clustersOf, signsOf } from './misuse.patterns.js';
import { type MisuseReport, MisuseRepository } from './misuse.repository.js';

const SHOWN = 500;

const withSigns = (report: MisuseReport) => ({ ...report, ...signsOf(report.text, report.ownHost) });

/** The register of misuse and suspicious contacts. The first confirmed misuse puts the claim that there is none under review. */
@Injectable()
export class Misuse {
  constructor(
    private readonly misuse: MisuseRepository,
    private readonly desks: DesksService,
    private readonly verbs: TicketsService,
    private readonly views: TicketViews,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async register(): Promise<MisuseRegister> {
    const { isShop } = currentActor();
    // All shops share the incident: a claim in doubt would tell one of them what happened to customers of another.
    const claims = isShop ? [] : await this.misuse.claims();
    const incidents = claims.map(({ incidentId }) => incidentId);
    const texts = await this.misuse.claimingTexts(incidents, this.clock.now());
    const visible = visibleTo(currentActor());
    const reports = (await this.misuse.reports(SHOWN, visible)).map(withSigns);
    return {
      counts: await this.misuse.counts(visible),
      // Named one by one: a requester's words are read for their patterns and go no further.
      items: reports.map((report) => ({
        ticketId: report.ticketId,
        number: report.number,
        tenantId: report.tenantId,
        topic: report.topic,
        channel: report.channel,
        reportedAt: report.reportedAt.toISOString(),
        contact: report.contact,
        pretext: report.pretext,
        state: report.state,
        decidedAt: report.decidedAt?.toISOString() ?? null,
      })),
      clusters: isShop ? [] : clustersOf(reports),
      claims: claims.map(({ incidentId, state, since }) => ({
        incidentId,
        state,
        since: since?.toISOString() ?? null,
        texts: texts
          .filter((text) => text.incidentId === incidentId)
          .map(({ key, title, language, version }) => ({ key, title, language, version })),
      })),
    };
  }

  async decide(idOrNumber: string, state: 'confirmed' | 'unfounded'): Promise<MisuseRegister> {
    const ticket = await this.views.ticket(idOrNumber, true);
    if (ticket.topic !== 'MIS' && ticket.topic !== 'SUS') throw new DomainError('ticket.wrong_state');
    const now = this.clock.now();
    await this.misuse.decide(ticket, state, currentActor().userId, now);
    await this.verbs.record(ticket, `ticket.misuse_${state}`, {});
    const { incidentId } = await this.desks.get(ticket.deskId);
    if (state === 'confirmed' && (await this.misuse.doubtClaim(incidentId, now))) {
      await this.recordClaim(ticket.tenantId, incidentId, 'under_review');
    }
    return this.register();
  }

  /** What a second look at the claim ended with. */
  async settle(incidentId: string, state: ClaimState): Promise<MisuseRegister> {
    const known = await this.misuse.claims();
    const claim = known.find((each) => each.incidentId === incidentId.toLowerCase());
    const [tenantId] = currentActor().tenantIds;
    if (!claim || !tenantId) throw notFound();
    await this.misuse.settleClaim(claim.incidentId, state, this.clock.now());
    await this.recordClaim(tenantId, claim.incidentId, state);
    return this.register();
  }

  private recordClaim(tenantId: string, incidentId: string, state: ClaimState): Promise<void> {
    return this.events.record({ tenantId, type: 'incident.claim_changed', subjectId: incidentId, payload: { state } });
  }
}
