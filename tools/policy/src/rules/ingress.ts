import type { Rule } from '../rule';
import { refersTo, type Resource, type Stack, textsIn } from '../stacks';

const everyone = new Set(['0.0.0.0/0', '::/0']);
const webPorts = new Set([80, 443]);

/** The whole internet is let in by the public load balancer only, on 80 and 443. */
export const ingress: Rule = (stacks) =>
  stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) =>
      openings(resource).flatMap(({ from, to }) => {
        const allowed = from === to && webPorts.has(Number(from)) && isPublicBalancers(stack, resource);
        const sentence = `'ingress' must let in the internet on 80 or 443 of a public load balancer only, got ${String(from)} to ${String(to)}`;
        return allowed ? [] : [{ stack, resource, sentence }];
      }),
    ),
  );

/** Port ranges of a security group or a rule of one that everyone reaches. */
function openings(resource: Resource): { readonly from: unknown; readonly to: unknown }[] {
  return rulesOf(resource)
    .filter((rule) => textsIn(rule).some(({ text }) => everyone.has(text)))
    .map((rule) => ({ from: rule['from_port'] ?? 'all', to: rule['to_port'] ?? 'all' }));
}

function rulesOf({ type, arguments: given }: Resource): Readonly<Record<string, unknown>>[] {
  if (type === 'aws_vpc_security_group_ingress_rule') return [given];
  if (type === 'aws_security_group_rule') return given['type'] === 'ingress' ? [given] : [];
  if (!/^aws_(default_)?security_group$/.test(type)) return [];
  return [given['ingress'] ?? []].flat() as Readonly<Record<string, unknown>>[];
}

function isPublicBalancers(stack: Stack, rule: Resource): boolean {
  const balancers = stack.resources.filter(
    ({ type, arguments: { internal } }) => type === 'aws_lb' && internal !== true,
  );
  const groups = stack.resources.filter(
    (group) =>
      group.type === 'aws_security_group' && (group === rule || refersTo(rule.arguments['security_group_id'], group)),
  );
  return groups.some((group) => balancers.some((balancer) => refersTo(balancer.arguments['security_groups'], group)));
}
