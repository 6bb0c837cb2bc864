import type { Channel, HoursRequest, HoursVersion, HoursVersionView, OpeningWindow, SlaTimes } from '#libs/contracts';

export interface Period {
  from: string;
  to: string;
}

/** The periods of each day, Monday first. */
export type Week = Period[][];

export const SLA_KEYS = ['firstReply', 'nextReply', 'resolution', 'callback', 'warning'] as const;
export type SlaKey = (typeof SLA_KEYS)[number];
/** `all`: what holds where a channel names no time of its own. */
export const SLA_COLUMNS = ['all', 'form', 'email', 'phone'] as const;
export type SlaColumn = (typeof SLA_COLUMNS)[number];
export type SlaTable = Record<SlaColumn, Record<SlaKey, string>>;

/** Hours as they are being edited: texts as typed. */
export interface HoursDraft {
  /** Wall clock of the desk, `2026-02-16T15:00`; empty: from now on. */
  from: string;
  phone: Week;
  /** Null: the same as the phone's. */
  reply: Week | null;
  holidays: HoursVersion['holidays'];
  closedOn: string[];
  openOn: { date: string; from: string; to: string }[];
  phoneNumber: string;
  sla: SlaTable;
}

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export const weekOf = (windows: readonly OpeningWindow[]): Week =>
  DAYS.map((day) =>
    windows
      .filter(({ days }) => days.includes(day))
      .map(({ from, to }) => ({ from, to }))
      .toSorted((one, other) => (one.from < other.from ? -1 : 1)),
  );

/** The same periods on several days are one window. */
export const windowsOf = (week: Week): OpeningWindow[] => {
  const found = new Map<string, OpeningWindow>();
  for (const [place, periods] of week.entries()) {
    for (const { from, to } of periods) {
      const key = `${from}-${to}`;
      const window = found.get(key) ?? { days: [], from, to };
      if (!window.days.includes(place + 1)) window.days.push(place + 1);
      found.set(key, window);
    }
  }
  return [...found.values()];
};

const EMPTY: Record<SlaKey, string> = { firstReply: '', nextReply: '', resolution: '', callback: '', warning: '' };

const textsOf = (times: SlaTimes | undefined): Record<SlaKey, string> => ({
  ...EMPTY,
  ...Object.fromEntries(SLA_KEYS.map((key) => [key, times?.[key] == null ? '' : String(times[key])])),
});

export const draftOf = (version: HoursVersionView): HoursDraft => ({
  from: '',
  phone: weekOf(version.phone),
  reply: version.reply && version.reply.length > 0 ? weekOf(version.reply) : null,
  holidays: version.holidays,
  closedOn: version.closedOn,
  openOn: version.openOn ?? [],
  phoneNumber: version.phoneNumber ?? '',
  sla: {
    all: textsOf(version.sla),
    form: textsOf(version.sla?.channels?.form),
    email: textsOf(version.sla?.channels?.email),
    phone: textsOf(version.sla?.channels?.phone),
  },
});

const timesOf = (texts: Record<SlaKey, string>): SlaTimes =>
  Object.fromEntries(SLA_KEYS.filter((key) => texts[key] !== '').map((key) => [key, Number(texts[key])]));

export const requestOf = (draft: HoursDraft, zone: string): HoursRequest => {
  const own = (['form', 'email', 'phone'] as const satisfies readonly Channel[]).filter(
    (channel) => Object.keys(timesOf(draft.sla[channel])).length > 0,
  );
  const phoneNumber = draft.phoneNumber
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .trim();
  const channels = Object.fromEntries(own.map((channel) => [channel, timesOf(draft.sla[channel])]));
  return {
    from: draft.from === '' ? null : instantOf(draft.from, zone),
    phone: windowsOf(draft.phone),
    ...(draft.reply && { reply: windowsOf(draft.reply) }),
    holidays: draft.holidays,
    closedOn: draft.closedOn.toSorted(),
    openOn: draft.openOn,
    ...(phoneNumber && { phoneNumber }),
    sla: { ...timesOf(draft.sla.all), ...(own.length > 0 && { channels }) },
  };
};

/** What people type for a clock time: 「９」, `9:5`, `930`, 「9時半」 are 09:00, 09:05, 09:30, 09:30. Null where it is none. */
export const clockOf = (typed: string): string | null => {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/時半$/, ':30')
    .replace(/時$/, '')
    .replace(/時/, ':')
    .replace(/分$/, '');
  const parts = /^(\d{1,2})(?::(\d{1,2}))?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text);
  if (!parts) return null;
  const [hour, minute] = [Number(parts[1]), Number(parts[2] ?? 0)];
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

/** What a clock on the wall of this zone shows, `2026-02-16T15:00`. */
export const wallOf = (instant: string | number, zone: string): string => {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return shown.format(new Date(instant)).replace(' ', 'T');
};

/** The moment at which a clock on the wall of this zone shows this. */
export const instantOf = (wall: string, zone: string): string => {
  const wanted = Date.parse(`${wall}Z`);
  const offset = (at: number): number => Date.parse(`${wallOf(at, zone)}Z`) - at;
  const near = wanted - offset(wanted);
  return new Date(wanted - offset(near)).toISOString();
};
