import type { Made } from './made';
import type { Random } from './random';
import { ages, numbered, year } from './shop';

const families = ['山川', '海野', '森田', '星野', '雪村', '風間', '𠮷岡', '花村', '月島', '空木'] as const;
const familiesKana = [
  'ヤマカワ',
  'ウミノ',
  'モリタ',
  'ホシノ',
  'ユキムラ',
  'カザマ',
  'ヨシオカ',
  'ハナムラ',
  'ツキシマ',
  'ウツギ',
] as const;
const given = ['例子', '試子', '見本', '仮名', '架空', '想太', '夢乃', '幻', '虚子', '案'] as const;
const givenKana = [
  'レイコ',
  'ココロコ',
  'ミホン',
  'カナ',
  'カクウ',
  'ソウタ',
  'ユメノ',
  'マボロシ',
  'キョコ',
  'アン',
] as const;
const genders = ['female', 'female', 'female', 'male', 'other', ''] as const;

/** Customers that stand at an edge; their places in the file. */
export const edgeCustomers = {
  bornFirst: 0,
  bornTooEarly: 1,
  bornTooLate: 2,
  bornUnknown: 3,
  aged10: 4,
  aged9: 5,
  aged59: 6,
  aged60: 7,
  bornUnreadable: 8,
} as const;

const { bornFirst, bornTooEarly, bornTooLate, bornUnknown, aged10, aged9, aged59, aged60, bornUnreadable } =
  edgeCustomers;

const edgeBirthDates: Readonly<Record<number, string>> = {
  [bornFirst]: '1900-01-01',
  [bornTooEarly]: '1899-12-31',
  [bornTooLate]: '2100-01-01',
  [bornUnknown]: '',
  [aged10]: `${year - 10}-12-31`,
  [aged9]: `${year - 9}-01-01`,
  [aged59]: `${year - 59}-12-31`,
  [aged60]: `${year - 60}-01-01`,
  [bornUnreadable]: '不明',
};

/** How many customers stand at an edge. */
export const edgeCustomerCount = Object.keys(edgeBirthDates).length;

/** Number of the customer at a place. */
export const customerId = (place: number): string => numbered('', place + 1);

/** The birth years, by place; 0 where the edge's own date stands. */
export function drawBirthYears(random: Random, count: number): Int16Array {
  const weights = ages.map(({ weight }) => weight);
  return Int16Array.from({ length: count }, (_, place) => {
    const band = ages[random.weighted(weights)];
    const age = random.whole(band?.from ?? 20, band?.to ?? 60);
    return place in edgeBirthDates ? 0 : year - age;
  });
}

/** The customers, in order; every person is plainly made up. */
export function* makeCustomers(random: Random, birthYears: Int16Array): Generator<Made> {
  for (const [place, birthYear] of birthYears.entries()) {
    const family = random.whole(0, families.length - 1);
    const first = random.whole(0, given.length - 1);
    const drawn = `${birthYear}-${twoDigits(random.whole(1, 12))}-${twoDigits(random.whole(1, 28))}`;
    yield {
      fields: {
        customer_id: customerId(place),
        name: `${families[family]} ${given[first]}`,
        name_kana: `${familiesKana[family]} ${givenKana[first]}`,
        email: `customer.${place + 1}@example.jp`,
        phone: `000-${String(random.whole(0, 9999)).padStart(4, '0')}-${String(place % 10_000).padStart(4, '0')}`,
        postal_code: `${String(random.whole(0, 99) * 10).padStart(3, '0')}-0000`,
        address: addressOf(random, place),
        birth_date: edgeBirthDates[place] ?? drawn,
        gender: random.pick(genders),
        joined_at: `${random.whole(2018, 2023)}-${twoDigits(random.whole(1, 12))}-${twoDigits(random.whole(1, 28))} ${twoDigits(random.whole(0, 23))}:00:00`,
      },
      breaks: place === bornTooEarly || place === bornTooLate ? ['customer.birth_year_in_range'] : [],
    };
  }
}

function addressOf(random: Random, place: number): string {
  const house = `架空県例示市見本町${random.whole(1, 9)}-${random.whole(1, 30)}`;
  if (place % 50 === 0) return `${house}\nコーポ "空想" ${random.whole(101, 505)}号室`;
  return place % 7 === 0 ? `${house}, 虚構ビル${random.whole(1, 9)}階` : house;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
