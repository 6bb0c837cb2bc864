import { axisOf, stackInflow } from './inflow.js';

const at = (time: string) => `2026-06-25T${time}:00.000Z`;
const now = Date.parse(at('05:32'));

describe('inflow chart', () => {
  it('shows the four busiest tenants and the rest, with the same sum as the source', () => {
    const inflow = ['a', 'b', 'c', 'd', 'e', 'f'].map((key, index) => ({
      from: at('05:00'),
      key,
      count: 10 - index,
    }));
    const stack = stackInflow(inflow, now);
    expect(stack.series).toEqual([
      { key: 'a', total: 10 },
      { key: 'b', total: 9 },
      { key: 'c', total: 8 },
      { key: 'd', total: 7 },
      { key: null, total: 11 },
    ]);
    expect(stack.total).toBe(45);
    expect(stack.slots.reduce((sum, slot) => sum + slot.total, 0)).toBe(45);
  });

  it('gives a fifth tenant its own colour instead of a rest of one', () => {
    const inflow = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ from: at('05:00'), key, count: 1 }));
    expect(stackInflow(inflow, now).series.map((series) => series.key)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('keeps quarters without a ticket as empty bars up to the present one', () => {
    const stack = stackInflow([{ from: at('03:15'), key: 'a', count: 3 }], now);
    expect(stack.slots[0]?.from).toBe(Date.parse(at('03:15')));
    expect(stack.slots.at(-1)?.from).toBe(Date.parse(at('05:30')));
    expect(stack.slots).toHaveLength(10);
    expect(stack.peak?.from).toBe(Date.parse(at('03:15')));
  });

  it('stands empty with two hours of axis when nothing came in', () => {
    const stack = stackInflow([], now);
    expect(stack.slots).toHaveLength(8);
    expect(stack.peak).toBeNull();
  });

  it.each([
    [0, 2],
    [3, 3],
    [9, 10],
    [47, 60],
    [60, 60],
  ])('fits %i under %i', (highest, max) => {
    expect(axisOf(highest).max).toBe(max);
  });
});
