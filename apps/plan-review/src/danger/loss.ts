import { shown } from '../diff';
import type { JudgedChange } from '../change';
import type { Judge, Suspicion } from './danger';

/** Resources that are destroyed, replaced or let go, those that hold data first, with the attribute that forces it. */
export const judgeLoss: Judge = (change, policy) => {
  const holdsData = policy.isStateful(change.type) && change.deposed === undefined;
  const found = (
    kind: 'destroyed' | 'replaced' | 'forgotten',
    sentence: string,
    lines: readonly string[],
  ): Suspicion[] => [
    holdsData
      ? { rule: `loss.${kind}`, category: 'loss', sentence, lines }
      : { rule: `rest.${kind}`, category: 'rest', sentence, lines },
  ];
  const what = holdsData ? `${change.type} and what it holds` : change.type;
  const because = change.why === undefined ? '' : `, because ${change.why}`;
  switch (change.action) {
    case 'destroy':
      return change.deposed === undefined
        ? found('destroyed', `${what} will be destroyed${because}`, identity(change))
        : found('destroyed', `the deposed object ${change.deposed} of ${change.type} will be destroyed`, []);
    case 'replace': {
      if (change.keepsOld)
        return found(
          'forgotten',
          `${change.type} is created anew, empty; the old one leaves Terraform's care and goes on existing unwatched`,
          identity(change),
        );
      const forcing = change.attributes.filter((attribute) => attribute.forces);
      return found(
        'replaced',
        `${what} will be destroyed and created anew${
          forcing.length === 0
            ? because
            : `, forced by ${forcing
                .map((attribute) => attribute.path)
                .slice(0, 5)
                .join(', ')}`
        }`,
        forcing.length === 0
          ? identity(change)
          : forcing.map(({ path, before, after }) => `${path}: ${before ?? '(none)'} → ${after ?? '(none)'}`),
      );
    }
    case 'forget':
      return found(
        'forgotten',
        `${change.type} leaves Terraform's care and goes on existing unwatched${because}`,
        identity(change),
      );
    default:
      return [];
  }
};

/** What the destroyed thing is called in the world, so that a reader knows which one it is. */
function identity(change: JudgedChange): string[] {
  for (const key of ['arn', 'identifier', 'cluster_identifier', 'bucket', 'name', 'id']) {
    const text = shown(change.before[key]);
    if (text !== undefined) return [`${key}: ${text}`];
  }
  return [];
}
