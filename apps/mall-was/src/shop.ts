import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Database } from './database';
import type { Product } from './product';
import type { Bought, Order, Purchase } from './purchase';

/** What the API asks of the shop. */
export interface Shop {
  /** Everything on sale, by category and id. */
  products(): Promise<readonly Product[]>;
  product(id: string): Promise<Product | undefined>;
  purchase(id: string): Promise<Purchase | undefined>;
  /** Buys at the price of the moment. */
  buy(order: Order): Promise<Bought>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
}

/**
 * The catalogue is what the mall has sold, each product as it was sold last: the existing schema has orders, customers and
 * reviews, and no table of products.
 */
const CATALOGUE = `
  SELECT product_id AS id, product_name AS name, category, unit_price_jpy AS priceJpy
  FROM (
    SELECT product_id, product_name, category, unit_price_jpy,
      ROW_NUMBER() OVER (PARTITION BY product_id ORDER BY purchased_at DESC, purchase_id DESC) AS place
    FROM purchase
    WHERE product_id IS NOT NULL AND product_name IS NOT NULL AND category IS NOT NULL AND unit_price_jpy > 0
  ) AS sold
  WHERE place = 1
  ORDER BY category, id`;

const PURCHASE = `
  SELECT purchase_id AS id, customer_id AS customerId, product_id AS productId, quantity,
    unit_price_jpy AS unitPriceJpy, purchased_at AS purchasedAt, status
  FROM purchase
  WHERE purchase_id = ?`;

/** Milliseconds that a catalogue is used: it is read from all orders. */
const CATALOGUE_MS = 60_000;

/** The shop on its database. */
export class DatabaseShop implements Shop {
  #catalogue: { readonly products: Promise<ReadonlyMap<string, Product>>; readonly until: number } | undefined;

  constructor(
    private readonly database: Pick<Database, 'use'>,
    private readonly now: () => number = Date.now,
  ) {}

  async products(): Promise<readonly Product[]> {
    return [...(await this.#products()).values()];
  }

  async product(id: string): Promise<Product | undefined> {
    return (await this.#products()).get(id);
  }

  purchase(id: string): Promise<Purchase | undefined> {
    return this.database.use((connection) => readPurchase(connection, id));
  }

  async buy(order: Order): Promise<Bought> {
    const product = await this.product(order.productId);
    if (product === undefined) return { outcome: 'unknown product' };
    return this.database.use((connection) => buy(connection, order, product));
  }

  async ping(): Promise<void> {
    await this.database.use((connection) => connection.query('SELECT 1'));
  }

  #products(): Promise<ReadonlyMap<string, Product>> {
    if (this.#catalogue === undefined || this.#catalogue.until <= this.now()) {
      const products = this.database.use(readCatalogue);
      const catalogue = { products, until: this.now() + CATALOGUE_MS };
      this.#catalogue = catalogue;
      products.catch(() => {
        if (this.#catalogue === catalogue) this.#catalogue = undefined;
      });
    }
    return this.#catalogue.products;
  }
}

async function readCatalogue(connection: PoolConnection): Promise<ReadonlyMap<string, Product>> {
  const [rows] = await connection.query<(Product & RowDataPacket)[]>(CATALOGUE);
  return new Map(rows.map((row) => [row.id, { ...row }]));
}

async function readPurchase(connection: PoolConnection, id: string): Promise<Purchase | undefined> {
  const [[row]] = await connection.query<(Omit<Purchase, 'purchasedAt'> & { purchasedAt: Date } & RowDataPacket)[]>(
    PURCHASE,
    [id],
  );
  return row === undefined ? undefined : { ...row, purchasedAt: row.purchasedAt.toISOString() };
}

async function buy(connection: PoolConnection, order: Order, product: Product): Promise<Bought> {
  const [customers] = await connection.query<RowDataPacket[]>('SELECT 1 FROM customer WHERE customer_id = ?', [
    order.customerId,
  ]);
  if (customers.length === 0) return { outcome: 'unknown customer' };
  const bought = await insert(connection, order, product);
  const purchase = await readPurchase(connection, order.id);
  if (purchase === undefined) throw new Error('an order that was just kept is gone');
  if (bought) return { outcome: 'bought', purchase };
  return isSame(order, purchase) ? { outcome: 'already bought', purchase } : { outcome: 'id taken' };
}

/** @returns false when there is an order of that id. */
async function insert(connection: PoolConnection, order: Order, product: Product): Promise<boolean> {
  try {
    await connection.query(
      `INSERT INTO purchase (purchase_id, customer_id, product_id, product_name, category, quantity, unit_price_jpy,
        purchased_at, payment_method, status)
      VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?, 'paid')`,
      [
        order.id,
        order.customerId,
        product.id,
        product.name,
        product.category,
        order.quantity,
        product.priceJpy,
        order.paymentMethod,
      ],
    );
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ER_DUP_ENTRY') return false;
    throw error;
  }
}

function isSame(order: Order, purchase: Purchase): boolean {
  return (
    order.customerId === purchase.customerId &&
    order.productId === purchase.productId &&
    order.quantity === purchase.quantity
  );
}
