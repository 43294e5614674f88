import type { Review } from '../model';

/** The review for machines: {@link Review} as it is, its `version` says of which shape. */
export function renderJson(review: Review): string {
  return `${JSON.stringify(review, null, 1)}\n`;
}
