import { customerId, edgeCustomers } from './customers';
import { categories, giftWrapping, luckyBag } from './shop';

/** The fields of a purchase that its rules look at, and the rules that it breaks. */
export type EdgePurchase = Readonly<
  Record<'customer_id' | 'category' | 'quantity' | 'unit_price_jpy' | 'purchased_at' | 'status', string>
> & { readonly breaks: readonly string[] };

const ordinary: EdgePurchase = {
  customer_id: customerId(edgeCustomers.aged59),
  category: categories[0].name,
  quantity: '1',
  unit_price_jpy: '9800',
  purchased_at: '2024-05-15 03:00:00',
  status: 'paid',
  breaks: [],
};

const good = (fields: Partial<EdgePurchase>): EdgePurchase => ({ ...ordinary, ...fields });
const bad = (rule: string, fields: Partial<EdgePurchase>): EdgePurchase => ({
  ...ordinary,
  ...fields,
  breaks: [`purchase.${rule}`],
});
const by = (edge: keyof typeof edgeCustomers): Partial<EdgePurchase> => ({
  customer_id: customerId(edgeCustomers[edge]),
});

/** The most pieces, at the least price: gift ribbons by the thousand, so that the edge does not bend the charts. */
const ribbons = { category: giftWrapping, quantity: '1000', unit_price_jpy: '1' };

const ofQuantities: readonly EdgePurchase[] = [
  good(ribbons),
  good({ quantity: '1' }),
  bad('quantity_in_range', { ...ribbons, quantity: '1001' }),
  bad('quantity_in_range', { quantity: '0' }),
  bad('quantity_in_range', { quantity: '-1' }),
  bad('quantity_in_range', { quantity: '' }),
  bad('quantity_in_range', { quantity: '二個' }),
  ...['cancelled', 'returned'].flatMap((status) => [
    ...['-1000', '-1', '1', '1000'].map((quantity) => good({ ...ribbons, status, quantity })),
    ...['-1001', '0', '1001'].map((quantity) => bad('quantity_in_range', { ...ribbons, status, quantity })),
  ]),
];

const ofPrices: readonly EdgePurchase[] = [
  good({ status: 'returned', unit_price_jpy: '10000000' }),
  bad('unit_price_in_range', { unit_price_jpy: '10000001' }),
  bad('unit_price_in_range', { unit_price_jpy: '0' }),
  bad('unit_price_in_range', { unit_price_jpy: '' }),
];

const ofOthers: readonly EdgePurchase[] = [
  bad('status_known', { status: 'PAID' }),
  bad('status_known', { status: '' }),
  bad('purchased_before_run', { purchased_at: '2099-01-01 00:00:00' }),
  bad('purchased_before_run', { purchased_at: '' }),
  bad('customer_known', { customer_id: 'X-nobody' }),
  bad('customer_known', { customer_id: '' }),
  good({ category: '' }),
  good({ category: '  ' }),
  {
    ...ordinary,
    quantity: '0',
    unit_price_jpy: '0',
    breaks: ['purchase.quantity_in_range', 'purchase.unit_price_in_range'],
  },
];

/** Buyers at the edges of the bands, and those whose age cannot be known. */
const ofBuyers: readonly EdgePurchase[] = [
  good(by('aged9')),
  good(by('aged10')),
  good(by('aged59')),
  good(by('aged60')),
  good(by('bornFirst')),
  good(by('bornUnknown')),
  good(by('bornUnreadable')),
  good(by('bornTooEarly')),
  good(by('bornTooLate')),
];

/** The last hours of a year in UTC are the next year's first in Tokyo: for the partition, and for the buyer's age. */
const ofNewYear: readonly EdgePurchase[] = [
  good({ purchased_at: '2023-12-31 14:59:59' }),
  good({ ...by('aged10'), purchased_at: '2023-12-31 15:00:00' }),
  good({ ...by('aged60'), purchased_at: '2023-12-31 23:59:59' }),
  good({ ...by('aged9'), purchased_at: '2024-12-31 15:30:00' }),
  good({ ...by('aged59'), purchased_at: '2025-01-01T00:30:00+09:00' }),
];

/** Orders of what is never sold. */
const ofLuckyBags: readonly EdgePurchase[] = Array.from({ length: 3 }, () =>
  good({ category: luckyBag, status: 'cancelled' }),
);

/** One purchase for every edge of every rule and every band, and one beyond. */
export const edgePurchases: readonly EdgePurchase[] = [
  ...ofLuckyBags,
  ...ofQuantities,
  ...ofPrices,
  ...ofOthers,
  ...ofBuyers,
  ...ofNewYear,
];

/** Places in the file of the orders that were cancelled, and of one that breaks a rule. */
export const placeOf = {
  luckyBags: ofLuckyBags.map((_, place) => place),
  badPurchase: edgePurchases.findIndex(({ breaks }) => breaks.length > 0),
} as const;
