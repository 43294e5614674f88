import fc from 'fast-check';
import { HeldBytes } from './bytes/bytes';
import { PagedBytes } from './bytes/paged-bytes';
import { objectOf, parseJson } from './json';
import { JsonPart } from './json-part';

/** Pages so small that everything lies across two of them. */
class TinyPages extends PagedBytes {
  readonly size: number;
  constructor(private readonly whole: Buffer) {
    super(3);
    this.size = whole.length;
  }
  close(): void {
    // There is no file.
  }
  protected fill(target: Buffer, place: number): number {
    return this.whole.copy(target, 0, place);
  }
}

const partOf = (text: string) => {
  const bytes = Buffer.from(text);
  return new JsonPart(new TinyPages(bytes), 0, bytes.length);
};
const accepts = (check: () => void) => {
  try {
    check();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError);
    return false;
  }
};

describe('a part of a JSON file', () => {
  it('is taken for JSON exactly when the engine takes it, however little is parsed at once', () => {
    const edit = fc.record({
      at: fc.nat(),
      length: fc.nat(2),
      put: fc.constantFrom('', ',', ':', '"', '\\', '[', ']', '{', '}', ' ', '1', 'e', '-', 'null', '服'),
    });
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.array(edit, { maxLength: 2 }), (json, edits) => {
        const text = edits.reduce((before, { at, length, put }) => {
          const from = at % (before.length + 1);
          return before.slice(0, from) + put + before.slice(from + length);
        }, json);
        // Surrounding space is not part of it, and half a character is none in UTF-8.
        fc.pre(text.trim() === text && text !== '' && Buffer.from(text).toString() === text);
        expect(accepts(() => partOf(text).check(0))).toBe(accepts(() => void JSON.parse(text)));
      }),
      { seed: 20_250_403, numRuns: 3000 },
    );
  });

  it('gives every item and member as the engine does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (json) => {
        const whole = parseJson(json);
        const part = partOf(json.trim());
        expect(Array.from(part.items(), (item) => item.value())).toEqual(Array.isArray(whole) ? whole : []);
        const members = Array.from(part.members(), ([name, member]) => [name, member.value()] as const);
        expect(new Map(members)).toEqual(new Map(Object.entries(objectOf(whole))));
      }),
      { seed: 20_250_404, numRuns: 1000 },
    );
  });

  it('finds the end of long texts, whatever they are full of', () => {
    const texts = [
      'x'.repeat(500),
      '\\'.repeat(99),
      `${'x'.repeat(200)}"],`.repeat(3),
      '服'.repeat(300),
      '"'.repeat(120),
    ];
    const bytes = Buffer.from(JSON.stringify(texts));
    for (const source of [new TinyPages(bytes), new HeldBytes(bytes)]) {
      expect(Array.from(new JsonPart(source, 0, bytes.length).items(), (item) => item.value())).toEqual(texts);
    }
  });

  it('is found by a path, the last one counting, and is absent without a complaint', () => {
    const part = partOf('{"a":{"b":1,"b":{"c":"2"}},"__proto__":3}');
    expect(part.at('a', 'b', 'c').value()).toBe('2');
    expect(part.at('__proto__').value()).toBe(3);
    expect([part.has('a'), part.has('constructor')]).toEqual([true, false]);
    expect(part.at('a', 'x', 'y').value()).toBeUndefined();
    expect([...part.at('x').items(), ...part.at('a').items(), ...part.at('a', 'b', 'c').members()]).toEqual([]);
  });

  it('is refused when large parts lie in each other without end', () => {
    expect(() => partOf('['.repeat(500) + ']'.repeat(500)).check(10)).toThrow(RangeError);
  });
});
