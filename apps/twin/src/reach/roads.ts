import { alwaysOpen, cellOf } from './cell';
import { everybody, isOutside, type NetworkModel, type NetworkNode, type OutsideNode } from './model';

/** One connection of a road: who is called on which port. */
export interface Leg {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

type Anybody = NetworkNode | OutsideNode;

/**
 * The shortest road of connections, each of its own, from one node to another: a load balancer calls only what it
 * forwards to, others call every port on which somebody answers. `undefined` when there is none.
 */
export function roadBetween(model: NetworkModel, from: Anybody, to: Anybody): readonly Leg[] | undefined {
  const roads: (readonly [Anybody, readonly Leg[]])[] = [[from, []]];
  const seen = new Set([from.name]);
  for (const [at, legs] of roads) {
    if (at.name === to.name && legs.length > 0) return legs;
    // Nobody travels on through the internet or an AWS service.
    if (legs.length > 0 && isOutside(at)) continue;
    for (const next of everybody(model).filter(({ name }) => !seen.has(name))) {
      const port = answeredPorts(at, next).find((one) => alwaysOpen(cellOf(model, at, next), one));
      if (port === undefined) continue;
      seen.add(next.name);
      roads.push([next, [...legs, { from: at.name, to: next.name, port }]]);
    }
  }
  return undefined;
}

/** `internet → web-lb 443 → web 80`. */
export function roadText(legs: readonly Leg[]): string {
  return [legs[0]?.from ?? '', ...legs.map(({ to, port }) => `${to} ${port}`)].join(' → ');
}

/** Ports on which a callee answers such a caller. */
export function answeredPorts(from: Anybody, to: Anybody): readonly number[] {
  if (!isOutside(from) && from.kind === 'loadBalancer') {
    return from.forwards.filter((forwarding) => forwarding.to === to.name).map(({ port }) => port);
  }
  return isOutside(to) ? [443] : to.listensOn;
}
