import { html } from 'hono/html';
import type { Product } from './was';

/** HTML whose values are escaped. */
export type Page = ReturnType<typeof html>;

const yen = new Intl.NumberFormat('ja-JP', { style: 'currency', currency: 'JPY' });

/** All products, or those of one category. */
export function listPage(products: readonly Product[], category: string | undefined): Page {
  const categories = [...new Set(products.map((product) => product.category))].sort();
  const shown = category === undefined ? products : products.filter((product) => product.category === category);
  return layout(
    category ?? '商品一覧',
    html`<nav aria-label="カテゴリー">
        <ul class="categories">
          ${[undefined, ...categories].map((name) => categoryLink(name, name === category))}
        </ul>
      </nav>
      ${
        shown.length === 0
          ? html`<p>該当する商品はございません。</p>`
          : html`<ul class="products">
              ${shown.map(card)}
            </ul>`
      }`,
  );
}

/** One product. */
export function productPage(product: Product): Page {
  return layout(
    product.name,
    html`<article>
      <h2>${product.name}</h2>
      <p class="price">${yen.format(product.priceJpy)}<small>(税込)</small></p>
      <dl>
        <dt>カテゴリー</dt>
        <dd><a href="/?category=${encodeURIComponent(product.category)}">${product.category}</a></dd>
        <dt>商品番号</dt>
        <dd>${product.id}</dd>
      </dl>
    </article>`,
  );
}

/** There is no such page. */
export function missingPage(): Page {
  return layout('ページが見つかりません', html`<p>お探しのページは見つかりませんでした。</p>`);
}

/** What the page needs does not answer. */
export function busyPage(): Page {
  return layout('ただいま混み合っています', html`<p>恐れ入りますが、しばらくしてからもう一度お試しください。</p>`);
}

function categoryLink(name: string | undefined, current: boolean): Page {
  const target = name === undefined ? '/' : `/?category=${encodeURIComponent(name)}`;
  return html`<li><a href="${target}" ${current ? html`aria-current="page"` : ''}>${name ?? 'すべて'}</a></li>`;
}

function card(product: Product): Page {
  return html`<li>
    <a href="/products/${encodeURIComponent(product.id)}">
      <span class="name">${product.name}</span>
      <span class="price">${yen.format(product.priceJpy)}</span>
    </a>
  </li>`;
}

function layout(title: string, main: Page): Page {
  return html`<!doctype html>
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} | モール</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <h1><a href="/">モール</a></h1>
        </header>
        <main>${main}</main>
        <footer><small>© モール</small></footer>
      </body>
    </html>`;
}
