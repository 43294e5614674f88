import type { Made } from './made';
import { placeOf } from './edge-purchases';
import { purchaseId } from './purchases';
import type { Random } from './random';
import { categories, luckyBag, numbered } from './shop';

/** Every how many one refers to nobody known: far below the 5 % that a gate lets pass. */
const orphanEvery = 200;
const titles = ['とても良い', 'ふつう', '思っていたのと違う', 'Lovely', ''] as const;
const bodies = [
  '生地がしっかりしています。',
  '色は写真のとおり,\nサイズは少し大きめ。',
  '"また買います" 😊',
  'Fits well; 5\'8" and it is long enough.',
  '',
] as const;

type Fields = Readonly<Record<'purchase_id' | 'category' | 'rating', string>>;

const edges: readonly (Fields & { readonly breaks: readonly string[] })[] = [
  ...placeOf.luckyBags.map((place, index) =>
    edge({ purchase_id: purchaseId(place), category: luckyBag, rating: String(index + 3) }),
  ),
  edge({ purchase_id: purchaseId(placeOf.badPurchase) }),
  edge({ rating: '1' }),
  edge({ rating: '5' }),
  edge({ rating: '0' }, 'rating_in_range'),
  edge({ rating: '6' }, 'rating_in_range'),
  edge({ rating: '' }, 'rating_in_range'),
  edge({ purchase_id: 'P-none' }, 'purchase_known'),
];

function edge(fields: Partial<Fields>, ...rules: readonly string[]): Fields & { readonly breaks: readonly string[] } {
  const ordinary = { purchase_id: purchaseId(placeOf.badPurchase + 1), category: categories[0].name, rating: '4' };
  return { ...ordinary, ...fields, breaks: rules.map((rule) => `review.${rule}`) };
}

/** Reviews, edges first; each of an order of its own. */
export function* makeReviews(random: Random, count: number, purchases: number): Generator<Made> {
  for (let place = 0; place < count; place += 1) {
    const { breaks, ...fields } = edges[place] ?? drawReview(random, place, purchases);
    yield { fields: { ...common(random, place), ...fields }, breaks };
  }
}

function drawReview(random: Random, place: number, purchases: number): Fields & { readonly breaks: readonly string[] } {
  const category = categories[random.weighted(categories.map(({ popularity }) => popularity))] ?? categories[0];
  const orphan = place % orphanEvery === orphanEvery - 1;
  return {
    purchase_id: orphan ? numbered('Q', place) : purchaseId(random.whole(0, purchases - 1)),
    category: category.name,
    rating: String(1 + random.weighted(category.stars)),
    breaks: orphan ? ['review.purchase_known'] : [],
  };
}

function common(random: Random, place: number): Record<string, string> {
  const day = `2024-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`;
  return {
    review_id: numbered('R', place + 1),
    customer_id: numbered('', random.whole(1, 1000)),
    product_id: numbered('G', random.whole(1, 400)),
    title: random.pick(titles),
    body: random.pick(bodies),
    created_at: `${day} 12:00:00`,
  };
}
