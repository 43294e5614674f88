import { TerraformResource, TerraformStack } from 'cdktf';
import { Construct, type IConstruct, RootConstruct } from 'constructs';
import { propError, requirePattern } from './require';

/**
 * Says where a construct stood before it was renamed or moved within its stack: Terraform then renames everything in it
 * in its state and destroys nothing. Call it after the construct is complete; take it out when every environment has
 * been applied.
 *
 * Physical names are not touched: where the rename changes one as well, AWS replaces the resource all the same.
 *
 * @param formerPath The path below the stack, for example `Network/Roads`.
 * @throws Error when the path is the construct's own, or no path.
 */
export function movedFrom(construct: Construct, formerPath: string): void {
  requirePattern(construct, 'formerPath', formerPath, /^[^/]+(\/[^/]+)*$/, 'a path below the stack, such as A/B');
  const own = idsBelowStack(construct);
  if (own.join('/') === formerPath) throw propError(construct, 'formerPath', 'another path than its own', formerPath);
  const stack = TerraformStack.of(construct);
  for (const resource of construct.node.findAll().filter(isResource)) {
    const former = [...formerPath.split('/'), ...idsBelowStack(resource).slice(own.length)];
    resource.moveFromId(`${resource.terraformResourceType}.${logicalIdOf(stack, former)}`);
  }
}

/**
 * Takes over a resource that exists in AWS and in no state, instead of making a second one. Take it out after the apply.
 *
 * @param id As the provider's documentation of the type says under Import; for a bucket, its name.
 */
export function adopt(resource: TerraformResource, id: string): void {
  requirePattern(resource, 'id', id, /^\S+$/, "the id of an existing resource, as the provider's import takes it");
  resource.importFrom(id);
}

/**
 * Keeps handing an attribute over to other stacks though none reads it any more. The first of the two steps in which a
 * crossing output is removed: the stacks that read it are applied without it while it still stands, then this goes.
 *
 * @param attribute In Terraform's spelling: `arn`, `id`, `bucket`.
 */
export function keepHandingOver(resource: TerraformResource, attribute: string): void {
  requirePattern(resource, 'attribute', attribute, /^[a-z][a-z0-9_]*$/, "an attribute in Terraform's spelling");
  const address = `${resource.terraformResourceType}.${resource.friendlyUniqueId}.${attribute}`;
  TerraformStack.of(resource).registerOutgoingCrossStackReference(address);
}

function isResource(node: IConstruct): node is TerraformResource {
  return TerraformResource.isTerraformResource(node);
}

function idsBelowStack(construct: IConstruct): string[] {
  const { scopes } = construct.node;
  return scopes.slice(scopes.indexOf(TerraformStack.of(construct)) + 1).map(({ node }) => node.id);
}

/** The logical id that a path had: asked of a tree beside the stack's, whose root CDKTF leaves out of ids. */
function logicalIdOf(stack: TerraformStack, ids: readonly string[]): string {
  const root: Construct = new RootConstruct('Default');
  return stack.getLogicalId(ids.reduce((scope, id) => new Construct(scope, id), root).node);
}
