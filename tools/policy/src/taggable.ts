import { readFileSync } from 'node:fs';

const known = new Map<string, boolean>();

/**
 * Whether the provider's default tags reach resources of a type. The bindings are made from the provider's schema: a
 * type that has `tags_all` takes them. Reading one file takes a millisecond, asking the provider takes seconds.
 *
 * @throws Error when the bindings do not know the type.
 */
export function takesDefaultTags(type: string): boolean {
  const before = known.get(type);
  if (before !== undefined) return before;
  const folder = type.replace(/^aws_/, '').replaceAll('_', '-');
  const takes = readFileSync(require.resolve(`@cdktf/provider-aws/lib/${folder}`), 'utf8').includes('get tagsAll()');
  known.set(type, takes);
  return takes;
}
