import type { Finding, Rule } from '../rule';
import type { Resource, Stack, Tags } from '../stacks';
import { takesDefaultTags } from '../taggable';

const wanted = ['environment', 'tier', 'owner', 'dataClass'] as const;
const dataClasses = new Set(['public', 'internal', 'pseudonymous', 'personal']);

interface TagSpecification {
  readonly resource_type?: string;
  readonly tags?: Tags;
}
interface GroupTag {
  readonly key: string;
  readonly value: string;
  readonly propagate_at_launch: boolean;
}

/** Everything that can carry tags says which environment and tier it is of, who answers for it and what data it holds. */
export const tags: Rule = (stacks) =>
  stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) =>
      carriers(stack, resource).flatMap(({ what, tags: carried }) => judge(stack, resource, what, carried)),
    ),
  );

/** What a resource tags: itself, and what it launches, which the provider's default tags do not reach. */
function carriers(stack: Stack, resource: Resource): { readonly what: string; readonly tags: Tags }[] {
  const { type, arguments: given } = resource;
  if (!type.startsWith('aws_')) return [];
  if (type === 'aws_autoscaling_group') return [{ what: 'tag', tags: propagated(given['tag']) }];
  if (!takesDefaultTags(type)) return [];
  const defaults = stack.defaultTags[String(given['provider'] ?? '').replace(/^aws\.?/, '')] ?? {};
  const own = { what: 'tags', tags: { ...defaults, ...(given['tags'] as Tags | undefined) } };
  if (type !== 'aws_launch_template') return [own];
  const specifications = [given['tag_specifications'] ?? []].flat() as TagSpecification[];
  return [
    own,
    ...['instance', 'volume'].map((kind) => ({
      what: `tag_specifications of ${kind}`,
      tags: specifications.find(({ resource_type: launched }) => launched === kind)?.tags ?? {},
    })),
  ];
}

function propagated(tag: unknown): Tags {
  const given = [tag ?? []].flat() as GroupTag[];
  return Object.fromEntries(given.filter((each) => each.propagate_at_launch).map(({ key, value }) => [key, value]));
}

function judge(stack: Stack, resource: Resource, what: string, carried: Tags): Finding[] {
  const { environment = '', tier = '', dataClass = '' } = carried;
  const absent = wanted.filter((key) => !carried[key]);
  const sentence =
    absent.length > 0
      ? `'${what}' must carry ${wanted.join(', ')}, got no ${absent.join(', ')}`
      : `${environment}-${tier}` !== stack.name
        ? `'${what}' must say of which stack it is, got ${environment} and ${tier} in ${stack.name}`
        : !dataClasses.has(dataClass)
          ? `'${what}' must say a dataClass of ${[...dataClasses].join(', ')}, got ${dataClass}`
          : undefined;
  return sentence === undefined ? [] : [{ stack, resource, sentence }];
}
