import type { Judge } from './danger';

/** Updates that take long or interrupt, by the attributes that change. */
export const judgeInterruption: Judge = (change, policy) => {
  if (change.action !== 'update') return [];
  return policy.interruptionsOf(change.type).flatMap((entry) => {
    const touched = change.attributes.filter(({ path }) => entry.attributes.includes(path.split(/[.[ ]/, 1)[0] ?? ''));
    if (touched.length === 0) return [];
    return [
      {
        rule: 'interruption.slow' as const,
        category: 'interruption' as const,
        sentence: `${entry.words} (${change.type})`,
        lines: touched.map(({ path, before, after }) => `${path}: ${before ?? '(none)'} → ${after ?? '(none)'}`),
      },
    ];
  });
};
