import fc from 'fast-check';
import { KPI_STEPS } from '#libs/contracts';
import { timeSteps } from './time-steps.js';

const day = { from: new Date('2016-06-22T09:40:00+09:00'), to: new Date('2016-06-23T10:00:00+09:00') };

describe('steps of time', () => {
  test('are cut at half hours and at midnight in Japan', () => {
    expect(timeSteps(day, 'day').map(({ to }) => to.toISOString())).toEqual([
      '2016-06-22T15:00:00.000Z',
      '2016-06-23T01:00:00.000Z',
    ]);
    expect(timeSteps(day, '30m')[0]).toEqual({ from: day.from, to: new Date('2016-06-22T10:00:00+09:00') });
    expect(timeSteps(day, 'whole')).toEqual([day]);
  });

  test('leave no gap and do not overlap', () => {
    const minutes = fc.integer({ min: 0, max: 3_000 });
    fc.assert(
      fc.property(minutes, minutes, fc.constantFrom(...KPI_STEPS), (begin, length, step) => {
        const from = new Date(day.from.getTime() + begin * 60_000);
        const to = new Date(from.getTime() + (length + 1) * 60_000);
        const steps = timeSteps({ from, to }, step);
        expect(steps[0]!.from).toEqual(from);
        expect(steps.at(-1)!.to).toEqual(to);
        expect(steps.slice(1).map((each) => each.from)).toEqual(steps.slice(0, -1).map((each) => each.to));
      }),
    );
  });
});
