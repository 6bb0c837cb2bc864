import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill/full';
import type { DeskHoursView, HoursRequest, HoursVersionView, Language } from '#libs/contracts';
import { Clock, DomainError, requestLanguage } from '#libs/platform';
import { replyWindows } from '../desks/business-hours.js';
import { hoursPhrase } from '../desks/business-hours.wording.js';
import { type DatedHours, versionAt, versionsOf, withoutVersion, withVersion } from '../desks/desk-hours.js';
import type { DeskOfShop } from '../desks/desks.repository.js';
import { DesksService } from '../desks/desks.service.js';
import { isHoliday } from '../desks/holidays.js';
import { slaAt } from '../desks/sla.js';
import { DueTimes } from './due-times.service.js';
import { requireKeepable } from './hours.policy.js';

const MINUTE_MS = 60_000;

/** Plans and changes what a desk keeps to. What has begun stands: it is the evidence of when the desk was there. */
@Injectable()
export class DeskHoursService {
  constructor(
    private readonly desks: DesksService,
    private readonly dueTimes: DueTimes,
    private readonly clock: Clock,
  ) {}

  async view(deskId: string): Promise<DeskHoursView> {
    return this.viewOf(await this.desks.get(deskId));
  }

  /** Holds from the named moment on, or from this minute. What is due in changed hours moves with them. */
  async set(deskId: string, request: HoursRequest): Promise<DeskHoursView> {
    const desk = await this.desks.lock(deskId);
    const version = this.versionOf(request);
    const hours = withVersion(desk.hours, version);
    requireKeepable(version, { ...desk, hours }, this.clock.now());
    await this.desks.setHours(desk, hours, { from: version.from!, isWithdrawn: false });
    await this.dueTimes.move(desk, { ...desk, hours });
    return this.view(deskId);
  }

  /** Takes a planned version back; the one before it goes on. */
  async withdraw(deskId: string, from: string): Promise<DeskHoursView> {
    const desk = await this.desks.lock(deskId);
    const at = Date.parse(from);
    if (!(at > this.clock.now().getTime())) throw new DomainError('hours.past');
    const hours = withoutVersion(desk.hours, new Date(at).toISOString());
    await this.desks.setHours(desk, hours, { from: new Date(at).toISOString(), isWithdrawn: true });
    await this.dueTimes.move(desk, { ...desk, hours });
    return this.view(deskId);
  }

  /** The desk as it would be with this request saved. */
  async drafted(deskId: string, request: HoursRequest | undefined): Promise<DeskOfShop> {
    const desk = await this.desks.get(deskId);
    if (!request) return desk;
    const version = this.versionOf(request);
    const hours = withVersion(desk.hours, version);
    requireKeepable(version, { ...desk, hours }, this.clock.now());
    return { ...desk, hours };
  }

  private versionOf({ from, ...rest }: HoursRequest): DatedHours {
    const now = this.clock.now().getTime();
    const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    const at = from === null ? minute : Date.parse(from);
    if (at < minute) throw new DomainError('hours.past');
    return { ...rest, from: new Date(at).toISOString() };
  }

  private viewOf(desk: DeskOfShop): DeskHoursView {
    const now = this.clock.now();
    const language = requestLanguage();
    const inForce = versionAt(desk.hours, now);
    const { sla: _, ...silent } = { ...inForce, zone: desk.hours.zone };
    return {
      deskId: desk.id,
      zone: desk.hours.zone,
      versions: versionsOf(desk.hours).map((version) =>
        versionView(version, standingOf(version, inForce, now), language),
      ),
      defaults: slaAt({ hours: silent, firstReplyMinutes: desk.firstReplyMinutes }, 'form', now),
      holidays: holidaysAhead(now, desk.hours.zone),
    };
  }
}

const standingOf = (version: DatedHours, inForce: DatedHours, now: Date): HoursVersionView['standing'] => {
  if (version.from === inForce.from) return 'in_force';
  return version.from !== null && Date.parse(version.from) > now.getTime() ? 'planned' : 'past';
};

const versionView = (
  { from, phone, reply, holidays, closedOn, openOn, phoneNumber, sla }: DatedHours,
  standing: HoursVersionView['standing'],
  language: Language,
): HoursVersionView => {
  const version = { phone, reply, holidays, closedOn, openOn, phoneNumber, sla };
  return {
    ...version,
    from,
    standing,
    phoneWords: hoursPhrase(version, language),
    replyWords: hoursPhrase(version, language, replyWindows(version))!,
  };
};

const holidaysAhead = (now: Date, zone: string): string[] => {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  return Array.from({ length: 366 }, (_, days) => today.add({ days }).toString()).filter(isHoliday);
};
