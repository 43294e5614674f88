import { DefaultTokenResolver, StringConcat, TerraformResource, type TerraformStack, Token, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';
import { nameLimits } from './name-limits';
import { propError } from './require';

/**
 * Requires that the names of a stack's resources are as short as AWS wants them, and that no resource of the same type
 * has the same name, neither there nor in the stacks beside it. Names known only after apply pass.
 *
 * @param beside Every stack of the environment, this one included.
 * @throws Error in the house's sentence, naming both constructs of a collision.
 */
export function requirePhysicalNames(stack: TerraformStack, beside: readonly TerraformStack[]): void {
  const holders = new Map<string, TerraformResource>();
  for (const resource of beside.flatMap(namedResources)) {
    const { argument, most, source } = nameLimits[resource.terraformResourceType] ?? noLimit;
    const name = textOf(resource, argument);
    if (name === undefined) continue;
    const here = resource.cdktfStack === stack;
    if (here && name.length > most) {
      const allowed = `a name of at most ${most} characters (${source})`;
      throw propError(resource, argument, allowed, `'${name}' with ${name.length}`, 'shorten the role');
    }
    const key = [resource.terraformResourceType, scopeOf(resource), name].join(' ');
    const holder = holders.get(key);
    if (holder === undefined) holders.set(key, resource);
    else if (here || holder.cdktfStack === stack) {
      const allowed = `a name that no other ${resource.terraformResourceType} of the environment has`;
      throw propError(resource, argument, allowed, `'${name}' of ${holder.node.path}`, 'rename the role of one');
    }
  }
}

const noLimit = { argument: 'name', most: Infinity, source: '' };

function namedResources(stack: TerraformStack): TerraformResource[] {
  const isNamed = (node: IConstruct): node is TerraformResource =>
    TerraformResource.isTerraformResource(node) && node.terraformResourceType in nameLimits;
  return stack.node.findAll().filter(isNamed);
}

/** What was given for an argument: the bindings keep it under `<argument>Input`. */
function textOf(resource: TerraformResource, argument: string): string | undefined {
  const value: unknown = Reflect.get(resource, `${argument}Input`);
  return typeof value === 'string' && !Token.isUnresolved(value) ? value : undefined;
}

/** The parent inside which the name is unique, spelled as in the JSON where it is known only after apply. */
function scopeOf(resource: TerraformResource): string {
  const within = nameLimits[resource.terraformResourceType]?.within;
  if (within === undefined) return '';
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(
    Tokenization.resolve(Reflect.get(resource, `${within}Input`), {
      scope: resource.cdktfStack,
      resolver,
      preparing: false,
    }),
  );
}
