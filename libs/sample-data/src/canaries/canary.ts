import { Random } from '../random';

/** A planted value that must be found nowhere beyond the source. */
export interface Canary {
  /** Where it belongs, and where it was put instead: `customer.email`, `customer.email as purchase.status`. */
  readonly name: string;
  readonly value: string;
  /** Parts of the value that are in nothing else; whoever finds one has found the value, cut or rewritten. */
  readonly marks: readonly string[];
}

const consonants = [...'bcdfghjkmnpqrstvwxz'] as [string, ...string[]];
/** Birds that stand in nobody's name. */
const birds = [...'鵯鶸鷦鷯鵺鶺鴒鵤鳰鸚鵡鵲鶉鷸鶲鵠'] as [string, ...string[]];
const kana = [...'ヌヘムヲヱヴヂヅゾゼペピ'] as [string, ...string[]];

/** Makes canaries that look like what belongs in a column; equal seeds give equal ones. */
export class Aviary {
  readonly #made: Canary[] = [];
  readonly #taken = new Set<string>();
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed, 'canaries');
  }

  /** All that were made. */
  get canaries(): readonly Canary[] {
    return this.#made;
  }

  /** A word of ten letters, or of fewer where a column holds no more. */
  word(name: string, length = 10): string {
    const word = this.#drawn(consonants, length);
    return this.#keep(name, word, word);
  }

  email(name: string): string {
    const word = this.#drawn(consonants, 10);
    return this.#keep(name, `hibari.${word}@example.jp`, word);
  }

  /** A family name and a given one, in Chinese characters. */
  person(name: string): string {
    const family = this.#drawn(birds, 3);
    return this.#keep(name, `${family} 鏡花`, family);
  }

  /** A name in katakana. */
  reading(name: string): string {
    const family = this.#drawn(kana, 6);
    return this.#keep(name, `${family} キョウカ`, family);
  }

  /** A mobile telephone number. */
  phone(name: string): string {
    const [first, last] = [this.#digits(4), this.#digits(4)];
    return this.#keep(name, `070-${first}-${last}`, `${first}-${last}`, `70${first}${last}`);
  }

  /** A telephone number of a house, ten digits without a hyphen: a number to whoever reads numbers. */
  landline(name: string): string {
    const digits = `3${this.#digits(8)}`;
    return this.#keep(name, `0${digits}`, digits);
  }

  address(name: string): string {
    const town = this.#drawn(birds, 3);
    return this.#keep(name, `架空県${town}市見本町3-14`, town);
  }

  /** A day of 1913. */
  birthDate(name: string): string {
    const [month, day] = [this.#twoDigits(1, 12), this.#twoDigits(1, 28)];
    return this.#keep(
      name,
      `1913-${month}-${day}`,
      `1913-${month}-${day}`,
      `1913/${month}/${day}`,
      `1913${month}${day}`,
    );
  }

  /** A moment of 2023, `YYYY-MM-DD hh:mm:ss`, whose minute and second nobody beyond the source may learn. */
  moment(name: string): string {
    const day = `2023-${this.#twoDigits(1, 12)}-${this.#twoDigits(1, 28)}`;
    const time = `${this.#twoDigits(10, 22)}:${this.#twoDigits(31, 59)}:${this.#twoDigits(31, 59)}`;
    return this.#keep(
      name,
      `${day} ${time}`,
      `${day} ${time}`,
      `${day}T${time}`,
      `${day.replaceAll('-', '/')} ${time}`,
    );
  }

  /** Sentences as people write them, with a word at the beginning and one at the end. */
  text(name: string): string {
    const [first, last] = [this.#drawn(consonants, 10), this.#drawn(consonants, 10)];
    return this.#keep(name, `${first} と申します。色は写真のとおり,\n"また買います" 😊 ${last}`, first, last);
  }

  /** An address of the internet, of the range that RFC 3849 keeps for documentation. */
  ip(name: string): string {
    const [high, low] = [this.#hex(), this.#hex()];
    return this.#keep(name, `2001:db8::${high}:${low}`, `${high}:${low}`);
  }

  #keep(name: string, value: string, ...marks: readonly string[]): string {
    this.#made.push({ name, value, marks });
    return value;
  }

  #drawn(from: readonly [string, ...string[]], length: number): string {
    const drawn = Array.from({ length }, () => this.#random.pick(from)).join('');
    if (this.#taken.has(drawn)) return this.#drawn(from, length);
    this.#taken.add(drawn);
    return drawn;
  }

  #digits(length: number): string {
    return Array.from({ length }, () => this.#random.whole(0, 9)).join('');
  }

  #twoDigits(least: number, most: number): string {
    return String(this.#random.whole(least, most)).padStart(2, '0');
  }

  #hex(): string {
    return this.#random.whole(0x1000, 0xffff).toString(16);
  }
}
