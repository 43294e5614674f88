import { readValue } from './values';

describe('a CSV field', () => {
  it.each(['', ' ', '\t　'])('of nothing but white space (%j) is NULL in every type', (text) => {
    expect(readValue(text, 'string')).toBeNull();
    expect(readValue(text, 'int')).toBeNull();
    expect(readValue(text, 'timestamp')).toBeNull();
  });

  it('of text stays as it is, white space at its ends too', () => {
    expect(readValue(' 007 𠮷 ', 'string')).toBe(' 007 𠮷 ');
  });

  it.each([
    ['42', 42],
    [' +7 ', 7],
    ['-2147483648', -2147483648],
  ])('%j is the whole number %d', (text, value) => {
    expect(readValue(text, 'int')).toBe(value);
  });

  it.each(['2147483648', '1.5', '1e3', '12個', '0x1f'])('%j is no whole number', (text) => {
    expect(readValue(text, 'int')).toBeUndefined();
  });

  it.each([
    ['2000-02-29', '2000-02-29'],
    ['1991/4/1', '1991-04-01'],
  ])('%j is the date %s', (text, value) => {
    expect(readValue(text, 'date')).toBe(value);
  });

  it.each(['1999-02-29', '2000-13-01', '2000-00-10', '0000-00-00', '01-02-2000', 'yesterday'])(
    '%j is no date',
    (text) => {
      expect(readValue(text, 'date')).toBeUndefined();
    },
  );

  it.each([
    ['2024-05-02 19:30:09', '2024-05-02 19:30:09.000000'],
    ['2024-05-02', '2024-05-02 00:00:00.000000'],
    ['2024-05-02T19:30Z', '2024-05-02 19:30:00.000000'],
    ['2024-01-01T00:00:00+09:00', '2023-12-31 15:00:00.000000'],
    ['2023-12-31T23:30:00.1234567-0130', '2024-01-01 01:00:00.123456'],
    ['2024/05/02 9:05:00 +09', '2024-05-02 00:05:00.000000'],
  ])('%j is the time %s in UTC', (text, value) => {
    expect(readValue(text, 'timestamp')).toBe(value);
  });

  it.each(['2024-02-30 00:00:00', '2024-05-02 24:00:00', '2024-05-02 10:60', '2024-05-02 10:00 +15:00', '10:00'])(
    '%j is no time',
    (text) => {
      expect(readValue(text, 'timestamp')).toBeUndefined();
    },
  );
});
