import { actions, type Change, levels } from '../model';

/** Changes of one resource type in one stack. */
export interface Kind {
  /** The type, or `(no type)`. */
  readonly kind: string;
  /** How many of which action: `1 destroy, 2 update`. */
  readonly counts: string;
  /** In the order of {@link actions}, the gravest first. */
  readonly changes: readonly Change[];
}

/** Changes by stack and, within it, by kind: the kind with the worst change first, then by name. */
export function byStackAndKind(changes: readonly Change[]): { stack: string; count: number; kinds: Kind[] }[] {
  return [...grouped(changes, ({ stack }) => stack)].map(([stack, all]) => ({
    stack,
    count: all.length,
    kinds: [...grouped(all, ({ type }) => (type === '' ? '(no type)' : type))]
      .map(([kind, some]) => ({ kind, changes: some.sort(byAction), worst: Math.max(...worst(some)) }))
      .sort((a, b) => b.worst - a.worst || (a.kind < b.kind ? -1 : 1))
      .map(({ kind, changes: some }) => ({ kind, counts: countsOf(some), changes: some })),
  }));
}

function grouped(changes: readonly Change[], key: (change: Change) => string): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const group = groups.get(key(change));
    if (group === undefined) groups.set(key(change), [change]);
    else group.push(change);
  }
  return groups;
}

function byAction(a: Change, b: Change): number {
  return actions.indexOf(a.action) - actions.indexOf(b.action);
}

/** The levels that occur, as numbers; a set, as a kind may have more changes than a call takes arguments. */
function worst(changes: readonly Change[]): Set<number> {
  return new Set(changes.map(({ level }) => levels.indexOf(level)));
}

function countsOf(changes: readonly Change[]): string {
  return actions
    .map((action) => [action, changes.filter((change) => change.action === action).length] as const)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${count.toLocaleString('en')} ${action}`)
    .join(', ');
}
