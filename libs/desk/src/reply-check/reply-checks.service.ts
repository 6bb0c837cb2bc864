import { Injectable } from '@nestjs/common';
import {
  type Language,
  MIN_WARNING_REASON,
  type PassedWarnings,
  type ReplyCharset,
  type ReplyCheckView,
  type ReplyProblem,
} from '#libs/contracts';
import { countText, IncidentFacts, type TenantFacts } from '#libs/incidents';
import { DomainError, requestLanguage } from '#libs/platform';
import { dayKey, periodText } from '../canned/fact.format.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { DesksService } from '../desks/desks.service.js';
import { maskSecrets } from '../masking/secret-mask.js';
import { encodeIso2022Jp } from './iso-2022-jp.js';
import { checkReply } from './reply-check.js';
import { type ReplySubject, warningsOf } from './reply-warnings.js';
import { SECRET_NAMES } from './secret-names.js';
import { strongest } from './grade-strength.js';
import type { KnownFacts } from './typed-facts.js';

/** Whom a reply answers, and for which desk. */
export interface Answered {
  tenantId: string;
  deskId: string;
  language: Language;
  requesterName: string;
  requesterPhone: string | null;
}

export interface CheckedReply {
  charset: ReplyCharset;
  passed: PassedWarnings | null;
}

/** Holds a reply against the rules of all desks and the record of this one. The line under the composer and the send ask the same. */
@Injectable()
export class ReplyChecks {
  constructor(
    private readonly desks: DesksService,
    private readonly incidents: IncidentFacts,
  ) {}

  /** What would stop this text and what needs a reason. The charset left out is the desk's. */
  async check(answered: Answered, text: string, asked?: ReplyCharset): Promise<ReplyCheckView> {
    const desk = await this.desks.get(answered.deskId);
    const charset = asked ?? desk.replyCharset;
    return {
      problems: checkReply(text),
      ...warningsOf(text, await this.subject(answered, desk)),
      charset,
      lostCharacters: charset === 'iso-2022-jp' ? encodeIso2022Jp(text).lost : [],
    };
  }

  /** Throws the first thing that stops the reply; warnings stop it only where no reason is given. */
  async require(
    answered: Answered,
    request: { text: string; charset?: ReplyCharset; warningReason?: string },
  ): Promise<CheckedReply> {
    const { problems, warnings, charset, lostCharacters } = await this.check(answered, request.text, request.charset);
    requireNone(problems);
    if (lostCharacters.length > 0) throw new DomainError('reply.characters_lost', { characters: lostCharacters });
    if (warnings.length === 0) return { charset, passed: null };
    const reason = maskSecrets(request.warningReason?.trim() ?? '').text;
    if (reason.length < MIN_WARNING_REASON) throw new DomainError('reply.needs_reason', { warnings });
    return { charset, passed: { warnings: warnings.map(({ code, words }) => ({ code, words })), reason } };
  }

  private async subject(answered: Answered, desk: DeskOfShop): Promise<ReplySubject> {
    const facts = await this.incidents.forTenant(answered.tenantId, desk.incidentId);
    const issued = await this.incidents.statements(desk.incidentId);
    const desks = await this.desks.list();
    return {
      language: answered.language,
      requesterName: answered.requesterName,
      shop: [desk.siteName, desk.tenantName, desk.name],
      otherShops: desks
        .filter(({ tenantId, id }) => tenantId !== desk.tenantId && id !== desk.id)
        .flatMap(({ siteName, tenantName }) => [siteName, tenantName]),
      grade: strongest(facts.cohorts.map(({ grade }) => grade)),
      facts: knownFacts(
        facts,
        issued.map(({ issuedAt }) => issuedAt),
        desk,
        answered,
      ),
    };
  }
}

const knownFacts = (
  { incident, statement, cohorts }: TenantFacts,
  issuedAt: readonly Date[],
  desk: DeskOfShop,
  { language, requesterPhone }: Answered,
): KnownFacts => {
  const { zone } = desk.hours;
  const day = (at: Date): string => dayKey(at, zone);
  return {
    counts: cohorts
      .flatMap(({ counts }) => counts)
      .map((count) => ({ unit: count.unit, value: count.value, text: countText(count, language) })),
    days: {
      published: [...new Set([incident.publishedAt, ...issuedAt].map(day))],
      discovered: incident.discoveredOn ? [incident.discoveredOn] : [],
      attacked: incident.attackedAt ? [day(incident.attackedAt)] : [],
    },
    periods: cohorts.flatMap(({ periodFrom, periodTo }) =>
      // The end is not in the period: one at midnight is told as the day before.
      [...new Set([day(periodTo), day(new Date(periodTo.getTime() - 1))])].map((to) => ({
        from: day(periodFrom),
        to,
        text: periodText(periodFrom, periodTo, zone, language),
      })),
    ),
    statementNumber: statement?.number ?? null,
    phones: [desk.phoneNumber, desk.shopContact, desk.shopContactEn, requesterPhone].filter(
      (phone): phone is string => phone !== null,
    ),
  };
};

const requireNone = (problems: readonly ReplyProblem[]): void => {
  const [first] = problems;
  if (!first) return;
  const same = problems.filter(({ code }) => code === first.code);
  const labels = same.flatMap((problem) => ('label' in problem ? [problem.label] : []));
  const secrets = same.flatMap((problem) =>
    'secret' in problem ? [SECRET_NAMES[problem.secret][requestLanguage()]] : [],
  );
  throw new DomainError(first.code, { labels: [...new Set(labels)], secrets: [...new Set(secrets)], problems });
};
