import { parse } from 'csv-parse/sync';
import { FigureError, toCsv } from './csv';

const one = (type: string, ...values: (string | null)[]) =>
  toCsv({
    columns: [
      { name: 'key', type: 'varchar' },
      { name: 'value', type },
    ],
    rows: values.map((value) => ['k', value]),
  });
const cells = (type: string, ...values: (string | null)[]) =>
  one(type, ...values)
    .split('\n')
    .slice(1, -1)
    .map((line) => line.slice(2));

describe('toCsv', () => {
  it('writes a header, then rows in the order given, each with LF', () => {
    expect(one('varchar', 'b', 'a')).toBe('key,value\nk,b\nk,a\n');
  });

  it('writes the header alone where there are no rows', () => {
    expect(one('varchar')).toBe('key,value\n');
  });

  it('writes NULL as an empty field', () => {
    expect(cells('varchar', null)).toEqual(['']);
    expect(cells('double', null)).toEqual(['']);
  });

  it.each([
    ['0.5', '0.500000'],
    ['0.12345678', '0.123457'],
    ['1.0E-6', '0.000001'],
    ['4.0E-7', '0.000000'],
    ['-4.0E-7', '0.000000'],
    ['-0.0', '0.000000'],
    ['-1.5', '-1.500000'],
    ['-6.0E-7', '-0.000001'],
    ['1.2345678E7', '12345678.000000'],
    ['1.0E21', '1000000000000000000000.000000'],
    ['3', '3.000000'],
  ])('prints the double %s as %s', (value, expected) => {
    expect(cells('double', value)).toEqual([expected]);
  });

  it('leaves integers, decimals and dates as Athena prints them', () => {
    expect(cells('bigint', '9007199254740993')).toEqual(['9007199254740993']);
    expect(cells('decimal', '0.250000')).toEqual(['0.250000']);
    expect(cells('date', '2024-05-17')).toEqual(['2024-05-17']);
    expect(cells('varchar', '0.5')).toEqual(['0.5']);
  });

  it.each(['NaN', 'Infinity', '-Infinity', ''])('refuses the double %j', (value) => {
    expect(() => one('double', value)).toThrow(FigureError);
    expect(() => one('double', value)).toThrow("column 'value' must hold finite figures or NULL");
  });

  it.each(['a,b', 'a"b', 'a\nb', 'a\rb', 'a\r\nb', '', ' ', '東京👚', '=1+1'])('reads back %j as written', (value) => {
    const read = parse(one('varchar', value, 'next'), { record_delimiter: '\n' }) as string[][];
    expect(read).toEqual([
      ['key', 'value'],
      ['k', value],
      ['k', 'next'],
    ]);
  });

  it('quotes a carriage return, which ends a line for some readers', () => {
    expect(cells('varchar', 'a\rb')).toEqual(['"a\rb"']);
  });
});
