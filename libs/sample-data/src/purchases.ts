import { customerId, edgeCustomerCount } from './customers';
import type { Made } from './made';
import type { Random } from './random';
import { edgePurchases } from './edge-purchases';
import { categories, numbered, year } from './shop';

/** Number of the purchase at a place. */
export const purchaseId = (place: number): string => numbered('P', place + 1);

/** Every how many one refers to nobody known: far below the 5 % that a gate lets pass. */
const orphanEvery = 200;

const payments = ['card', 'card', 'card', 'paypay', 'convenience store', 'bank transfer'] as const;
/** Orders by month: gift seasons and sales. */
const months = [9, 6, 9, 8, 8, 8, 10, 6, 7, 8, 9, 12];
/** Orders by hour in Tokyo. */
export const hours = [3, 2, 1, 1, 1, 1, 2, 4, 5, 5, 6, 7, 10, 8, 6, 6, 6, 7, 8, 10, 13, 14, 11, 6];

/** Purchases, edges first; a quarter of the customers makes most of them. */
export function* makePurchases(random: Random, count: number, birthYears: Int16Array): Generator<Made> {
  let place = 0;
  for (const edge of edgePurchases) {
    const { breaks, ...fields } = edge;
    yield { fields: { ...common(random, place), ...fields }, breaks };
    place += 1;
  }
  for (; place < count; place += 1) {
    const buyer = drawBuyer(random, birthYears.length);
    const orphan = place % orphanEvery === orphanEvery - 1;
    yield {
      fields: {
        ...common(random, place),
        ...drawGoods(random, birthYears[buyer] ?? year - 40),
        customer_id: orphan ? numbered('X', place) : customerId(buyer),
        purchased_at: drawTime(random),
      },
      breaks: orphan ? ['purchase.customer_known'] : [],
    };
  }
}

function common(random: Random, place: number): Record<string, string> {
  const product = random.whole(1, 400);
  const payment = random.pick(payments);
  return {
    purchase_id: purchaseId(place),
    product_id: numbered('G', product),
    product_name: `見本品 No. ${product}${product % 20 === 0 ? ' "限定"' : ''}`,
    payment_method: payment,
    card_last4: payment === 'card' ? String(random.whole(0, 9999)).padStart(4, '0') : '',
  };
}

/** Squaring the draw makes a few customers buy again and again. */
function drawBuyer(random: Random, customers: number): number {
  return edgeCustomerCount + Math.floor(random.next() ** 2 * (customers - edgeCustomerCount));
}

function drawGoods(random: Random, birthYear: number): Record<string, string> {
  // 1 at twenty and below, 0 at sixty and above.
  const young = Math.min(Math.max((60 - (year - birthYear)) / 40, 0), 1);
  const weights = categories.map(({ popularity, youth }) => popularity * youth ** (2 * young - 1));
  const category = categories[random.weighted(weights)] ?? categories[0];
  const [least, most] = category.price;
  const quantity = 1 + random.weighted([82, 13, 4, 1]);
  const status = (['paid', 'cancelled', 'returned'] as const)[random.weighted([92, 4, 4])] ?? 'paid';
  return {
    category: category.name,
    quantity: String(status === 'returned' && random.chance(0.5) ? -quantity : quantity),
    unit_price_jpy: String(Math.round(random.whole(least, most) / 100) * 100),
    status,
  };
}

/** A time of the year in Tokyo, written in UTC; one in ten with Tokyo's offset, which means the same. */
function drawTime(random: Random): string {
  const month = random.weighted(months);
  const day = random.whole(1, 28);
  const hour = random.weighted(hours);
  const [minute, second] = [random.whole(0, 59), random.whole(0, 59)];
  const tokyo = new Date(Date.UTC(year, month, day, hour, minute, second));
  if (random.chance(0.1)) return `${tokyo.toISOString().slice(0, 19)}+09:00`;
  return new Date(tokyo.getTime() - 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
