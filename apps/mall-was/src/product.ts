/** Something that the mall sells. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  /** Price of one piece, yen. */
  readonly priceJpy: number;
}
