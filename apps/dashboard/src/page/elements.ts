import type { Bilingual } from '../definition';

/** Both languages, the Japanese first and the English below it. */
export function bilingual({ ja, en }: Bilingual): readonly (string | Node)[] {
  return [ja, element('span', { className: 'en', lang: 'en', textContent: en })];
}

/** A new element with some of its properties. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  props: Partial<HTMLElementTagNameMap[K]> = {},
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(name), props);
}

/** The element of a selector. @throws Error where the page has none. */
export function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}
