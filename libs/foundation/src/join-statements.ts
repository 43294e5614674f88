import type { PolicyStatement } from './policy';

/**
 * Every statement id once, as IAM wants it: statements of one id become one. They may differ in their actions, in their
 * resources or in the values of one condition key, in one of these only: joined, they allow no more than each by itself.
 *
 * @throws Error when statements of one id differ in more.
 */
export function joinStatements(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const joined = new Map<string, PolicyStatement>();
  for (const statement of statements) {
    const earlier = joined.get(statement.sid);
    joined.set(statement.sid, earlier === undefined ? statement : join(earlier, statement));
  }
  return [...joined.values()];
}

function join(one: PolicyStatement, other: PolicyStatement): PolicyStatement {
  const [path, ...more] = differences(one, other, []);
  if (path === undefined) return one;
  if (more.length > 0 || !(path[0] === 'actions' || path[0] === 'resources' || path.length === 3)) {
    const names = [path, ...more].map((each) => each.join('.')).join(', ');
    throw new Error(`statements '${one.sid}' must differ in one list only, got ${names}; give one of them another id`);
  }
  return joinedAt(one, other, path);
}

type Tree = Readonly<Record<string, unknown>>;

/** Paths of the lists and values in which two trees differ. */
function differences(one: unknown, other: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (isTree(one) && isTree(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].flatMap((key) => differences(one[key], other[key], [...path, key]));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [path];
}

function joinedAt<T>(one: T, other: T, [key, ...rest]: readonly string[]): T {
  if (key === undefined) return [...new Set([listed(one), listed(other)].flat())] as T;
  const [left, right] = [one as Tree, other as Tree];
  return { ...left, [key]: joinedAt(left[key], right[key], rest) } as T;
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
