import { holds, prefixLength } from './addresses';
import type { Named, NetworkModel, Route, RouteTable, RouteTarget } from './model';

/** The route that fits an address most exactly; `local` wins a draw. `undefined` when none fits. */
export function routeTo(table: RouteTable, address: number): Route | undefined {
  const preference = ({ cidr, target }: Route) => 2 * prefixLength(cidr) + (target.kind === 'local' ? 1 : 0);
  return table.routes
    .filter(({ cidr }) => holds(cidr, address))
    .sort((one, other) => preference(other) - preference(one))[0];
}

/** What leads out of the network. */
export interface Gateway extends Named {
  readonly kind: Exclude<RouteTarget['kind'], 'local'>;
}

/** The gateway that a table leads an address to. `undefined` when no route does, or to one that is gone. */
export function gatewayOf(model: NetworkModel, table: RouteTable, address: number): Gateway | undefined {
  const target = routeTo(table, address)?.target;
  if (target === undefined || target.kind === 'local') return undefined;
  const gateways: readonly Named[] = {
    internetGateway: model.internetGateways,
    natGateway: model.natGateways,
    gatewayEndpoint: model.gatewayEndpoints,
  }[target.kind];
  const found = gateways.find(({ id }) => id === target.id);
  return found === undefined ? undefined : { id: found.id, name: found.name, kind: target.kind };
}
