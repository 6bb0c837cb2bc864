const STEP = 15 * 60_000;

/** What came in within one quarter from one shop, or on one topic. */
export interface InflowCount {
  from: string;
  key: string;
  count: number;
}

/** One colour of the chart: a shop or topic, or (null) all the rest together. */
export interface InflowSeries {
  key: string | null;
  total: number;
}

/** One bar: the tickets that came in within 15 minutes, one count for each series. */
export interface InflowSlot {
  from: number;
  counts: number[];
  total: number;
}

export interface InflowStack {
  series: InflowSeries[];
  slots: InflowSlot[];
  total: number;
  peak: InflowSlot | null;
}

/** The busiest each get their own series, the others share one; quarters without a ticket stand as empty bars. */
export const stackInflow = (inflow: readonly InflowCount[], now: number, top = 4): InflowStack => {
  const byKey = new Map<string, number>();
  for (const { key, count } of inflow) byKey.set(key, (byKey.get(key) ?? 0) + count);
  const ranked = [...byKey].sort(([idA, a], [idB, b]) => b - a || idA.localeCompare(idB));
  const own = ranked.length === top + 1 ? ranked : ranked.slice(0, top);
  const rest = ranked.slice(own.length);
  const series: InflowSeries[] = own.map(([key, total]) => ({ key, total }));
  if (rest.length > 0) series.push({ key: null, total: rest.reduce((sum, [, count]) => sum + count, 0) });

  const indexOf = new Map(own.map(([key], index) => [key, index]));
  const slots = emptySlots(inflow, now, series.length);
  for (const { from, key, count } of inflow) {
    const slot = slots.find((candidate) => candidate.from === quarterOf(Date.parse(from)));
    if (!slot) continue;
    const index = indexOf.get(key) ?? own.length;
    slot.counts[index] = (slot.counts[index] ?? 0) + count;
    slot.total += count;
  }
  const peak = slots.reduce<InflowSlot | null>((best, slot) => (slot.total > (best?.total ?? 0) ? slot : best), null);
  return { series, slots, total: series.reduce((sum, { total }) => sum + total, 0), peak };
};

const quarterOf = (at: number): number => Math.floor(at / STEP) * STEP;

/** From the first quarter that the server named to the present one; at least the last two hours, so that the axis keeps its shape. */
const emptySlots = (inflow: readonly InflowCount[], now: number, width: number): InflowSlot[] => {
  const last = quarterOf(now);
  const first = inflow.reduce((min, { from }) => Math.min(min, quarterOf(Date.parse(from))), last - 7 * STEP);
  return Array.from({ length: Math.round((last - first) / STEP) + 1 }, (_, index) => ({
    from: first + index * STEP,
    counts: Array.from({ length: width }, () => 0),
    total: 0,
  }));
};

/** The smallest round number that the highest bar fits under, and its even steps for the grid. */
export const axisOf = (highest: number): { max: number; steps: number[] } => {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((candidate) => candidate * 4 >= highest) ?? 2000;
  const count = Math.max(2, Math.ceil(highest / step));
  return { max: step * count, steps: Array.from({ length: count + 1 }, (_, index) => index * step) };
};
