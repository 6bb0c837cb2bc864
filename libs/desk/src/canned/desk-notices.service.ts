import { Injectable } from '@nestjs/common';
import {
  type DeskNoticePreview,
  type DeskNoticeRequest,
  type DeskNotices as DeskNoticesView,
  type Language,
  LANGUAGES,
  NOTICE_DAYS,
  NOTICE_KEY,
  NOTICE_LENGTH,
} from '#libs/contracts';
import { Clock, currentActor, DomainError, EventLog, log, notFound, requestLanguage } from '#libs/platform';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { DesksService } from '../desks/desks.service.js';
import { toldNow } from '../desks/told-time.js';
import { CannedRepository } from './canned.repository.js';
import { filledBody } from './canned.service.js';
import { DeskNoticesRepository } from './desk-notices.repository.js';
import { deskValues } from './fact-values.js';
import { openLabels, textOf } from './template.render.js';

/** What stands on a desk's pages at a moment, and when that changes next by itself. */
export interface StandingNotice {
  text: Record<Language, string> | null;
  changesAt: Date | null;
}

const DAY_MS = 86_400_000;

/** A desk that cannot keep up says so: an approved text on its pages and in its acknowledgement, for a time. */
@Injectable()
export class DeskNotices {
  constructor(
    private readonly notices: DeskNoticesRepository,
    private readonly canned: CannedRepository,
    private readonly desks: DesksService,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** With the texts that can be chosen: approved in every language that the pages have. */
  async list(): Promise<DeskNoticesView> {
    const now = this.clock.now();
    const [desk] = await this.desks.all();
    const texts = desk ? await this.canned.list(desk.tenantId, desk.incidentId, now) : [];
    const titled = (key: string) =>
      (texts.find((text) => text.key === key && text.language === requestLanguage()) ??
        texts.find((text) => text.key === key))!.title;
    const keys = [...new Set(texts.map(({ key }) => key))].filter(
      (key) =>
        key.startsWith(NOTICE_KEY) &&
        LANGUAGES.every((language) => texts.some((text) => text.key === key && text.language === language)),
    );
    return {
      texts: keys.map((key) => ({ key, title: titled(key) })),
      items: (await this.notices.list(now)).map((notice) => ({
        ...notice,
        title: keys.includes(notice.key) ? titled(notice.key) : notice.key,
      })),
    };
  }

  async preview(deskId: string, key: string): Promise<DeskNoticePreview> {
    return this.required(await this.desks.get(deskId), key, this.clock.now());
  }

  /** Throws `notice.not_approved` where a desk cannot tell it, and then no desk gets it. */
  async set({ deskIds, key, from, until }: DeskNoticeRequest): Promise<DeskNoticesView> {
    const now = this.clock.now();
    const begins = from === null ? now : new Date(from);
    const ends = new Date(until);
    const isTooLong = ends.getTime() - Math.max(now.getTime(), begins.getTime()) > NOTICE_DAYS * DAY_MS;
    if (ends <= begins || ends <= now || isTooLong) throw new DomainError('request.invalid', { fields: ['until'] });
    for (const desk of await this.chosen(deskIds)) {
      await this.required(desk, key, now);
      await this.notices.set(desk, { key, from: begins, until: ends, by: currentActor().userId, at: now });
      const payload = { key, from: begins.toISOString(), until: ends.toISOString() };
      await this.events.record({ tenantId: desk.tenantId, type: 'desk.notice_set', subjectId: desk.id, payload });
    }
    return this.list();
  }

  async end(deskIds: readonly string[] | null): Promise<DeskNoticesView> {
    for (const desk of await this.chosen(deskIds)) {
      if (!(await this.notices.end(desk))) continue;
      await this.events.record({ tenantId: desk.tenantId, type: 'desk.notice_ended', subjectId: desk.id });
    }
    return this.list();
  }

  /** A text that was withdrawn meanwhile stands nowhere any more. `told`: by when its reader is told to be answered. */
  async standing(desk: DeskOfShop, now: Date, told = toldNow(desk, now)): Promise<StandingNotice> {
    const notice = await this.notices.find(desk, now);
    if (!notice) return { text: null, changesAt: null };
    if (notice.from > now) return { text: null, changesAt: notice.from };
    return { text: await this.textOf(desk, notice.key, now, told), changesAt: notice.until };
  }

  private async required(desk: DeskOfShop, key: string, now: Date): Promise<Record<Language, string>> {
    const text = key.startsWith(NOTICE_KEY) ? await this.textOf(desk, key, now) : null;
    if (text === null) throw new DomainError('notice.not_approved', { count: NOTICE_LENGTH });
    return text;
  }

  /** Null where it is not approved in every language, has something open for this desk, or is too long. */
  private async textOf(
    desk: DeskOfShop,
    key: string,
    now: Date,
    told = toldNow(desk, now),
  ): Promise<Record<Language, string> | null> {
    const texts: Partial<Record<Language, string>> = {};
    for (const language of LANGUAGES) {
      const found = await this.canned.findByKey(desk.tenantId, desk.incidentId, key, language, now);
      if (!found) return null;
      const parts = filledBody(found.body, language, deskValues(desk, language, told));
      const text = textOf(parts).trim();
      if (openLabels(parts).length > 0 || text === '' || text.length > NOTICE_LENGTH) {
        log.warn({ deskId: desk.id, key, language }, 'a notice cannot be shown at this desk');
        return null;
      }
      texts[language] = text;
    }
    return texts as Record<Language, string>;
  }

  /** Throws `not_found` where one of them lies outside the scope. */
  private async chosen(deskIds: readonly string[] | null): Promise<DeskOfShop[]> {
    const desks = await this.desks.all();
    if (deskIds === null) return desks;
    const known = new Map(desks.map((desk) => [desk.id, desk]));
    return deskIds.map((id) => {
      const desk = known.get(id);
      if (!desk) throw notFound();
      return desk;
    });
  }
}
