import { partitionOf, tokyoDayOf, tryTokyoDay } from './tokyo-day';

describe('tokyoDayOf', () => {
  it.each([
    ['2024-07-04T14:59:59.999Z', '20240704'],
    ['2024-07-04T15:00:00Z', '20240705'],
    ['2024-07-04T17:00:00Z', '20240705'],
    ['2023-12-31T15:00:00Z', '20240101'],
    ['2024-02-28T15:00:00Z', '20240229'],
  ])('takes %s for %s', (moment, day) => {
    expect(tokyoDayOf(new Date(moment))).toBe(day);
  });
});

describe('tryTokyoDay', () => {
  it.each(['20240705', '20240229'])('knows %s', (text) => {
    expect(tryTokyoDay(text)).toBe(text);
  });

  it.each(['', '2024075', '20240732', '20230229', '20241301', '2024-07-05', '202407050'])('refuses %j', (text) => {
    expect(tryTokyoDay(text)).toBeUndefined();
  });
});

describe('partitionOf', () => {
  it('names a folder a year, a month and a day', () => {
    const [day] = [tryTokyoDay('20240705')].flatMap((known) => known ?? []);
    expect(day && partitionOf(day)).toBe('year=2024/month=07/day=05');
  });
});
