/** A category of the fictional shop. */
export interface Category {
  readonly name: string;
  /** Share of the orders, by weight. */
  readonly popularity: number;
  /** Price of one piece, yen. */
  readonly price: readonly [least: number, most: number];
  /** Weights of 1 to 5 stars; empty where nobody reviews it. */
  readonly stars: readonly number[];
  /** How much more the young buy of it than the old: above 1 young, below 1 old. */
  readonly youth: number;
}

/** Names that sort differently by code point than by UTF-16 unit, and one that needs quotes in a CSV. */
export const categories: readonly [Category, ...Category[]] = [
  { name: 'ワンピース Dresses', popularity: 18, price: [4900, 19800], stars: [2, 4, 12, 38, 44], youth: 1.2 },
  { name: 'ニット Knits', popularity: 14, price: [3900, 12800], stars: [3, 6, 16, 40, 35], youth: 0.8 },
  { name: 'ブラウス Blouses', popularity: 13, price: [2900, 8900], stars: [4, 8, 22, 38, 28], youth: 0.9 },
  { name: 'Ｔシャツ T-shirts', popularity: 15, price: [1500, 4900], stars: [5, 9, 24, 36, 26], youth: 1.8 },
  { name: 'デニム Denim', popularity: 10, price: [5900, 15800], stars: [6, 10, 22, 34, 28], youth: 1.4 },
  { name: 'コート Coats', popularity: 7, price: [12800, 49800], stars: [2, 3, 10, 32, 53], youth: 0.7 },
  { name: 'バッグ, 小物 "Bags"', popularity: 9, price: [1900, 24800], stars: [3, 5, 14, 36, 42], youth: 1 },
  { name: '靴 Shoes', popularity: 8, price: [4900, 17800], stars: [8, 12, 24, 32, 24], youth: 1.1 },
  { name: '𠮷祥柄 Heritage', popularity: 4, price: [6900, 29800], stars: [1, 2, 8, 30, 59], youth: 0.4 },
];

/** Sold, never reviewed. */
export const giftWrapping = 'ギフト包装 Gift wrapping';
/** Reviewed, never sold: each order of it was cancelled. */
export const luckyBag = '福袋 Lucky bag';

/** Age bands of the shop's customers, by weight; the generator's own coarse picture, not the analyses' bands. */
export const ages: readonly { readonly from: number; readonly to: number; readonly weight: number }[] = [
  { from: 14, to: 19, weight: 8 },
  { from: 20, to: 29, weight: 27 },
  { from: 30, to: 39, weight: 25 },
  { from: 40, to: 49, weight: 19 },
  { from: 50, to: 59, weight: 13 },
  { from: 60, to: 84, weight: 8 },
];

/** Year of most purchases, and of the surveys and clicks. */
export const year = 2024;

/** The number with leading zeros, in a width that sorts well. */
export function numbered(prefix: string, value: number): string {
  return `${prefix}${String(value).padStart(7, '0')}`;
}
