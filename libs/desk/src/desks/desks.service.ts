import { Injectable } from '@nestjs/common';
import type { DeskView, ReplyCharset } from '#libs/contracts';
import { afterCommit, Clock, EventLog, newId, requestLanguage, requireById } from '#libs/platform';
import { DeskDirectory } from './desk-directory.js';
import type { DeskEntity } from './desk.entity.js';
import { deskAt, type DeskHours } from './desk-hours.js';
import { deskView } from './desk.view.js';
import { DesksRepository, type DeskOfShop } from './desks.repository.js';

export type NewDesk = Omit<DeskEntity, 'id' | 'closesAt' | 'reopenDays' | 'replyCharset' | 'asksRating'> & {
  closesAt?: Date | null;
  reopenDays?: number | null;
  replyCharset?: ReplyCharset;
  asksRating?: boolean;
};

const USUAL = { closesAt: null, reopenDays: 14, replyCharset: 'utf-8', asksRating: false } as const;

@Injectable()
export class DesksService {
  constructor(
    private readonly desks: DesksRepository,
    private readonly directory: DeskDirectory,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Opens a desk; its address answers from now on. */
  async open(given: NewDesk): Promise<DeskOfShop> {
    const desk: DeskEntity = { ...USUAL, ...given, id: newId() };
    await this.desks.insert(desk);
    await this.events.record({
      tenantId: desk.tenantId,
      type: 'desk.opened',
      subjectId: desk.id,
      payload: { slug: desk.slug, incidentId: desk.incidentId },
    });
    afterCommit(() => this.directory.forget(desk.slug));
    return this.get(desk.id);
  }

  /** Throws `not_found` for a desk outside the scope. */
  async get(deskId: string): Promise<DeskOfShop> {
    return this.now(await requireById(deskId, (id) => this.desks.find(id)));
  }

  async findBySlug(slug: string): Promise<DeskOfShop | null> {
    const desk = await this.desks.findBySlug(slug);
    return desk && this.now(desk);
  }

  /** For how many days after closing a follow-up reopens a ticket of this desk; 0: never, null: always. */
  async setReopenDays(desk: DeskOfShop, days: number | null): Promise<DeskOfShop> {
    if (desk.reopenDays === days) return desk;
    await this.desks.setReopenDays(desk, days);
    await this.events.record({
      tenantId: desk.tenantId,
      type: 'desk.follow_ups_set',
      subjectId: desk.id,
      payload: { reopenDays: days },
    });
    return this.get(desk.id);
  }

  /** In which charset replies of this desk leave unless their writer says otherwise. */
  async setReplyCharset(desk: DeskOfShop, charset: ReplyCharset): Promise<DeskOfShop> {
    if (desk.replyCharset === charset) return desk;
    await this.desks.setReplyCharset(desk, charset);
    await this.events.record({
      tenantId: desk.tenantId,
      type: 'desk.reply_charset_set',
      subjectId: desk.id,
      payload: { replyCharset: charset },
    });
    return this.get(desk.id);
  }

  /** Whether people are asked, once they were answered, how content they were. */
  async setAsksRating(deskId: string, asked: boolean): Promise<DeskView> {
    const desk = await this.get(deskId);
    if (desk.asksRating !== asked) {
      await this.desks.setAsksRating(desk, asked);
      const { tenantId, id } = desk;
      await this.events.record({ tenantId, type: 'desk.rating_set', subjectId: id, payload: { asked } });
    }
    return deskView(await this.get(deskId), requestLanguage());
  }

  /** All desks of the scope. */
  all(): Promise<DeskOfShop[]> {
    return this.desks.list();
  }

  /** The same desk, with the hours of no moment in particular; nobody else changes it until this transaction ends. */
  lock(deskId: string): Promise<DeskOfShop> {
    return requireById(deskId, (id) => this.desks.lock(id));
  }

  async setHours(desk: DeskOfShop, hours: DeskHours, changed: { from: string; isWithdrawn: boolean }): Promise<void> {
    await this.desks.setHours(desk, hours);
    await this.events.record({
      tenantId: desk.tenantId,
      type: changed.isWithdrawn ? 'desk.hours_withdrawn' : 'desk.hours_set',
      subjectId: desk.id,
      payload: { from: changed.from, hours },
    });
  }

  /** The desks of this person's shops, in his or her language. */
  async list(): Promise<DeskView[]> {
    const desks = await this.desks.list();
    return desks.map((desk) => deskView(this.now(desk), requestLanguage()));
  }

  /** With the hours and the phone number in force at this moment. */
  private now(desk: DeskOfShop): DeskOfShop {
    return deskAt(desk, this.clock.now());
  }
}
