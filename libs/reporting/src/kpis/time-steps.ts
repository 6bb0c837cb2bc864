import type { KpiStep } from '#libs/contracts';

export interface Span {
  from: Date;
  to: Date;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Japan has no summer time: its days begin at 15:00 UTC. */
const JST = 9 * 60 * MINUTE;
const LENGTH: Record<Exclude<KpiStep, 'whole'>, number> = {
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '60m': 60 * MINUTE,
  day: DAY,
};

/** The steps of [from, to), cut at quarters, half hours, hours or midnights of Japan; the first and the last may be shorter. */
export const timeSteps = ({ from, to }: Span, step: KpiStep): Span[] => {
  if (step === 'whole') return [{ from, to }];
  const length = LENGTH[step];
  const steps: Span[] = [];
  for (let at = from.getTime(); at < to.getTime();) {
    const end = Math.min(to.getTime(), (Math.floor((at + JST) / length) + 1) * length - JST);
    steps.push({ from: new Date(at), to: new Date(end) });
    at = end;
  }
  return steps;
};
