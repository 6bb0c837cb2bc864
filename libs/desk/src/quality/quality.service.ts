import { Injectable } from '@nestjs/common';
import {
  CRITICAL_ERRORS,
  type QualityFigures,
  type QualityList,
  type QualityRow,
  type QualitySheet,
  type QualityView,
} from '#libs/contracts';
import { Clock, currentActor, DomainError, EventLog, pageOf, readCursor, requireById } from '#libs/platform';
import { maskedWords } from '../masking/secret-mask.js';
import { TicketViews } from '../tickets/ticket-views.service.js';
import { visibleTo } from '../tickets/ticket.visibility.js';
import { QualityRepository, type Sample, type SamplePlace } from './quality.repository.js';

const SHOWN_DAYS = 30;
const PAGE = 100;
const DAY_MS = 86_400_000;

/** Drawn replies and what somebody else than their author found in them. */
@Injectable()
export class Quality {
  constructor(
    private readonly quality: QualityRepository,
    private readonly views: TicketViews,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async list(cursor?: string): Promise<QualityList> {
    const now = this.clock.now().getTime();
    const since = dayInJapan(new Date(now - SHOWN_DAYS * DAY_MS));
    const found = await this.quality.list(since, visibleTo(currentActor()), placeOf(cursor), PAGE + 1);
    const { rows, nextCursor } = pageOf(found, PAGE, ({ sentAt }) => sentAt);
    return {
      items: rows.map(row),
      nextCursor: nextCursor && `${rows.at(-1)!.checkedAt === null ? OPEN : CHECKED}${nextCursor}`,
      figures: await this.quality.figures(since, dayInJapan(new Date(now + DAY_MS))),
    };
  }

  /** For the key figures: checked replies, and those without error, of the days from `from` to before `to`. */
  figures(from: string, to: string): Promise<QualityFigures> {
    return this.quality.figures(from, to);
  }

  async get(id: string): Promise<QualityView> {
    const sample = await this.required(id);
    const { messages } = await this.views.get(sample.ticketId);
    const inquiry = messages.findLast(
      ({ kind, createdAt }) => kind === 'inbound' && createdAt <= sample.sentAt.toISOString(),
    );
    return {
      ...row(sample),
      text: sample.text,
      inquiry: inquiry?.bodyText ?? null,
      points: sample.points,
      note: sample.note,
    };
  }

  /** The reviewer is not the author; the database says so too. A point that is not right goes with an error and the other way round. */
  async check(id: string, { points, errors, note }: QualitySheet): Promise<QualityView> {
    const sample = await this.required(id);
    const { userId } = currentActor();
    if (sample.authorId === userId) throw new DomainError('quality.own_reply');
    const isClean = Object.values(points).every(Boolean);
    if (isClean !== (errors.length === 0)) throw new DomainError('request.invalid', { fields: ['errors'] });
    const critical = errors.some((error) => CRITICAL_ERRORS.includes(error));
    await this.quality.check(
      sample,
      { points, errors: [...new Set(errors)], critical, note: maskedWords(note) },
      userId,
      this.clock.now(),
    );
    await this.events.record({
      tenantId: sample.tenantId,
      type: 'quality.checked',
      subjectId: sample.id,
      payload: { messageId: sample.messageId, errors, critical },
    });
    return this.get(sample.id);
  }

  private async required(id: string): Promise<Sample> {
    const sample = await requireById(id, (key) => this.quality.find(key));
    await this.views.ticket(sample.ticketId);
    return sample;
  }
}

/** A page's cursor begins with where it ended: among those that nobody has judged, or behind them. */
const OPEN = 'o';
const CHECKED = 'c';

const placeOf = (cursor: string | undefined): SamplePlace | null => {
  if (cursor === undefined) return null;
  const after = readCursor(cursor.slice(1));
  if (after && (cursor.startsWith(OPEN) || cursor.startsWith(CHECKED)))
    return { ...after, checked: cursor.startsWith(CHECKED) };
  throw new DomainError('request.invalid', { fields: ['cursor'] });
};

export const dayInJapan = (at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tokyo' }).format(at);

const row = (sample: Sample): QualityRow => ({
  id: sample.id,
  day: sample.day,
  tenantId: sample.tenantId,
  deskId: sample.deskId,
  number: sample.number,
  topic: sample.topic,
  channel: sample.channel,
  author: { id: sample.authorId, name: sample.authorName },
  sentAt: sample.sentAt.toISOString(),
  mayCheck: sample.authorId !== currentActor().userId,
  checkedAt: sample.checkedAt?.toISOString() ?? null,
  checkedBy: sample.checkedByName,
  errors: sample.errors,
  critical: sample.critical,
});
