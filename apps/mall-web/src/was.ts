import { REQUEST_ID_HEADER, SettingError } from '@mall/http-kit';
import { z } from 'zod';

const productSchema = z.object({ id: z.string(), name: z.string(), category: z.string(), priceJpy: z.number() });
const productsSchema = z.object({ products: z.array(productSchema) });

/** A product as WAS tells it. */
export type Product = z.infer<typeof productSchema>;

/** WAS does not answer, or not as agreed. */
export class WasError extends Error {
  override readonly name = 'WasError';
}

/** Milliseconds that WAS has for an answer: a shopper waits no longer. */
const LIMIT_MS = 3_000;

/** The calls that web makes to WAS, over HTTPS, by Node's own authorities. */
export class Was {
  readonly #origin: string;

  /** @throws SettingError when the address is not HTTPS. */
  constructor(url: string) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed?.protocol !== 'https:') {
      throw new SettingError('environment variable WAS_URL must be an address that begins with https://');
    }
    this.#origin = parsed.origin;
  }

  /** Everything on sale. @throws WasError */
  async products(requestId: string): Promise<readonly Product[]> {
    const response = await this.#get('/products', requestId);
    return productsSchema.parse(await response.json()).products;
  }

  /** One product, if there is one of that id. @throws WasError */
  async product(id: string, requestId: string): Promise<Product | undefined> {
    const response = await this.#get(`/products/${encodeURIComponent(id)}`, requestId, [404]);
    return response.status === 404 ? undefined : productSchema.parse(await response.json());
  }

  /** @throws WasError when WAS is not alive. */
  async ping(): Promise<void> {
    await this.#get('/healthz', 'readiness');
  }

  async #get(path: string, requestId: string, accept: readonly number[] = []): Promise<Response> {
    const response = await fetch(this.#origin + path, {
      headers: { [REQUEST_ID_HEADER]: requestId },
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
    }).catch((cause: unknown) => {
      throw new WasError('WAS does not answer', { cause });
    });
    if (!response.ok && !accept.includes(response.status)) throw new WasError(`WAS answers ${response.status}`);
    return response;
  }
}
