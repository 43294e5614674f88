import { cut, plain } from './text';

describe('a text in a review', () => {
  it.each([
    ['marks that turn the direction', 'a\u202eb', 'a\\u202eb'],
    ['characters without a width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['ignorable letters', '\u034f\u115f\u3164', '\\u034f\\u115f\\u3164'],
    ['tags and selectors beyond the first plane', '\u{e0041}\u{e0100}', '\\u{e0041}\\u{e0100}'],
    ['spaces that only look like one', 'a\u00a0b\u2003\t', 'a\\u00a0b\\u2003\\u0009'],
    ['halves of a pair', '\ud800', '\\ud800'],
    ['line ends', 'a\nb\r', 'a⏎b\\u000d'],
  ])('shows %s', (_, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('leaves letters, Japanese spaces and faces alone', () => {
    expect(plain('服\u3000shop é 😀')).toBe('服\u3000shop é 😀');
  });

  it('is never cut inside a character', () => {
    expect(cut(`${'x'.repeat(9)}😀${'x'.repeat(9)}`, 10)).toMatch(/^x{9}… \(20 characters/);
  });
});
