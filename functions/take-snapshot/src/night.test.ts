import { EventError, nightOf } from './night';

const now = new Date('2024-07-05T03:00:00Z');

describe('nightOf', () => {
  it('is the day for which the schedule called, however late the attempt', () => {
    expect(nightOf({ scheduledAt: '2024-07-03T17:00:00Z' }, now)).toBe('20240704');
  });

  it.each([{}, null, 'x'])('is today for the event %j', (event) => {
    expect(nightOf(event, now)).toBe('20240705');
  });

  it.each(['soon', 5, null])('refuses the time %j', (scheduledAt) => {
    expect(() => nightOf({ scheduledAt }, now)).toThrow(EventError);
    expect(() => nightOf({ scheduledAt }, now)).toThrow("the event's 'scheduledAt' must be a time");
  });
});
