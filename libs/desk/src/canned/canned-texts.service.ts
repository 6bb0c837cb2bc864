import { Injectable } from '@nestjs/common';
import type {
  CannedTextRow,
  Language,
  ReturnCode,
  TextDraftRequest,
  TextPreview,
  TextPreviewRequest,
  TextVersionView,
} from '#libs/contracts';
import { IncidentFacts, IncidentsService } from '#libs/incidents';
import { Clock, currentActor, DomainError, EventLog, notFound, requestLanguage, requireById } from '#libs/platform';
import { DesksService } from '../desks/desks.service.js';
import { toldNow } from '../desks/told-time.js';
import { checkReply } from '../reply-check/reply-check.js';
import { CannedRepository } from './canned.repository.js';
import { filledBody, requireTemplate } from './canned.service.js';
import { textRows, textVersionView } from './canned-texts.view.js';
import { CannedTextsRepository, type TextVersion } from './canned-texts.repository.js';
import { answerValues } from './fact-values.js';

/** How a canned text changes: written, sent in, approved by none of its authors, told from its moment on, withdrawn at once. */
@Injectable()
export class CannedTexts {
  constructor(
    private readonly texts: CannedTextsRepository,
    private readonly canned: CannedRepository,
    private readonly incidents: IncidentsService,
    private readonly facts: IncidentFacts,
    private readonly desks: DesksService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<CannedTextRow[]> {
    const now = this.clock.now();
    return textRows(await this.texts.ofIncident(await this.incidentId(), now), currentActor().userId, now);
  }

  async version(id: string): Promise<TextVersionView> {
    return this.view(await this.require(id, (key) => this.texts.find(key)));
  }

  /** The next version of a text, or of a new one; who writes in it becomes one of its authors. */
  async write(key: string, language: Language, request: TextDraftRequest): Promise<TextVersionView> {
    const { textVersion, send, effectiveFrom, deskId, ...words } = request;
    requireTemplate(request.body);
    requireAllowed(request.body);
    const cannedId = await this.identify({ incidentId: await this.incidentId(), key, language }, deskId);
    const next = await this.texts.lockNext(cannedId);
    if (next?.state === 'waiting') throw new DomainError('canned.text_waits');
    if ((next?.textVersion ?? null) !== textVersion) throw new DomainError('canned.text_changed');
    const written = {
      ...words,
      effectiveFrom: effectiveFrom === null ? null : new Date(effectiveFrom),
      by: currentActor().userId,
      at: this.clock.now(),
      send,
    };
    if (next) await this.texts.rewrite(next.id, written);
    const id = next?.id ?? (await this.texts.insert(cannedId, written));
    const version = await this.require(id, (known) => this.texts.find(known));
    await this.record(send ? 'canned.approval_requested' : 'canned.written', version);
    return this.version(id);
  }

  /** In force at its moment, or now where that is over. */
  async approve(id: string, textVersion: number): Promise<TextVersionView> {
    const version = await this.toDecide(id, textVersion);
    const { userId, shortName } = currentActor();
    const now = this.clock.now();
    const from = version.effectiveFrom && version.effectiveFrom > now ? version.effectiveFrom : now;
    await this.texts.approve(version.id, { id: userId, name: shortName }, now, from);
    await this.record('canned.approved', version);
    return this.version(version.id);
  }

  async giveBack(id: string, textVersion: number, code: ReturnCode, words: string): Promise<TextVersionView> {
    const version = await this.toDecide(id, textVersion);
    await this.texts.giveBack(version.id, currentActor().userId, code, words);
    await this.record('canned.returned', version);
    return this.version(version.id);
  }

  /** Its authors take it back while nobody has decided. */
  async pullBack(id: string): Promise<TextVersionView> {
    const version = await this.require(id, (key) => this.texts.lock(key));
    if (version.state !== 'waiting') throw new DomainError('canned.text_decided');
    if (!version.authors.includes(currentActor().userId)) throw new DomainError('permission.denied');
    await this.texts.pullBack(version.id);
    await this.record('canned.pulled_back', version);
    return this.version(version.id);
  }

  /** At once, in all languages' palettes and drafts alike, until another version is approved. */
  async withdraw(cannedId: string, why: string): Promise<CannedTextRow[]> {
    const told = await this.require(cannedId, (key) => this.texts.told(key, this.clock.now()));
    if ((await this.texts.withdraw(told.cannedId, currentActor().userId, this.clock.now(), why)) > 0) {
      await this.record('canned.withdrawn', told);
    }
    return this.list();
  }

  async preview({ body, language, deskId }: TextPreviewRequest): Promise<TextPreview> {
    requireTemplate(body);
    const desk = await this.desks.get(deskId);
    const values = answerValues({
      desk,
      facts: await this.facts.forTenant(desk.tenantId, desk.incidentId),
      ticket: { number: '' },
      requesterName: '',
      agentName: currentActor().shortName,
      language,
      told: toldNow(desk, this.clock.now()),
    });
    return { parts: filledBody(body, language, values) };
  }

  /** The locked version, if this person may decide about these very words now. */
  private async toDecide(id: string, textVersion: number): Promise<TextVersion> {
    const version = await this.require(id, (key) => this.texts.lock(key));
    if (version.state !== 'waiting') throw new DomainError('canned.text_decided');
    // The database refuses it too; here it is a sentence.
    if (version.authors.includes(currentActor().userId)) throw new DomainError('approval.own_text');
    if (version.textVersion !== textVersion) throw new DomainError('approval.text_changed');
    return version;
  }

  private async view(version: TextVersion): Promise<TextVersionView> {
    const now = this.clock.now();
    const own = await this.texts.told(version.cannedId, now);
    const told = own ?? (await this.texts.toldInstead(version.cannedId, now));
    return textVersionView(version, told?.id === version.id ? null : told, currentActor().userId);
  }

  /** Texts of another incident are as unknown as those that never were. */
  private async require(id: string, find: (id: string) => Promise<TextVersion | null>): Promise<TextVersion> {
    const version = await requireById(id, find);
    if (version.incidentId !== (await this.incidentId())) throw notFound();
    return version;
  }

  private async incidentId(): Promise<string> {
    const incident = await this.incidents.current();
    if (!incident) throw notFound();
    return incident.id;
  }

  /** The common text, or that of the shop of a desk. */
  private async identify(
    text: { incidentId: string; key: string; language: Language },
    deskId: string | null,
  ): Promise<string> {
    if (deskId === null) return this.canned.identify(text);
    const { tenantId } = await this.desks.get(deskId);
    const id = await this.canned.identifyOwn(tenantId, text);
    if (id === null) throw notFound();
    return id;
  }

  /** In the log of the shop whose text it is, or of each shop of the writer where it is told in all of them. */
  private async record(type: string, { id: subjectId, tenantId: shop }: TextVersion): Promise<void> {
    const tenantIds = shop === null ? currentActor().tenantIds : [shop];
    for (const tenantId of tenantIds) await this.events.record({ tenantId, type, subjectId });
  }
}

/** What no reply may hold, no text may offer. */
const requireAllowed = (body: string): void => {
  // Of the same length, so that places stay what they are.
  const told = body.replace(/\{\{[^{}]*\}\}/gu, (fact) => fact.replace(/[^\n]/gu, 'x'));
  for (const problem of checkReply(told)) {
    if (!('secret' in problem)) continue;
    const line = body.slice(0, problem.start).split('\n').length;
    // What is asked for is a word; a number must not be repeated.
    const asked = problem.code === 'reply.asks_for_secret' ? body.slice(problem.start, problem.end) : null;
    const what = asked === null ? '' : requestLanguage() === 'ja' ? `（「${asked}」）` : ` ("${asked}")`;
    throw new DomainError('canned.text_forbidden', { rule: problem.code, line, what });
  }
};
