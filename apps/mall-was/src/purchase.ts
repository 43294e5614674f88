import { z } from 'zod';

const id = z.string().regex(/^[\w-]{1,64}$/);

/** What a caller sends to buy something. The caller makes the id, so that sending again buys nothing twice. */
export const orderSchema = z.strictObject({
  id,
  customerId: id,
  productId: id,
  /** 1 to 1,000: more than that, the quality gate would take for a mistake. */
  quantity: z.int().min(1).max(1000),
  paymentMethod: z.enum(['card', 'paypay', 'convenience store', 'bank transfer']),
});
export type Order = z.infer<typeof orderSchema>;

/** An order as it is kept. */
export interface Purchase {
  readonly id: string;
  readonly customerId: string;
  readonly productId: string;
  readonly quantity: number;
  readonly unitPriceJpy: number;
  /** ISO 8601, UTC. */
  readonly purchasedAt: string;
  /** `paid`, `cancelled` or `returned`. */
  readonly status: string;
}

/** How an order ended. */
export type Bought =
  | { readonly outcome: 'bought' | 'already bought'; readonly purchase: Purchase }
  | { readonly outcome: 'unknown product' | 'unknown customer' | 'id taken' };
