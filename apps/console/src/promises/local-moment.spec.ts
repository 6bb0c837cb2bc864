import { fromLocal, toLocal } from './local-moment.js';

describe('a moment in a field for date and time', () => {
  it('is Japan’s time both ways', () => {
    expect(toLocal('2026-06-25T15:30:00.000Z')).toBe('2026-06-26T00:30');
    expect(fromLocal('2026-06-26T00:30')).toBe('2026-06-25T15:30:00.000Z');
    expect(fromLocal('')).toBeNull();
  });
});
