import { addressesOf, publicAddresses } from './addresses';
import { type NetworkModel, type OutsideNode, partOf, type Subnet } from './model';
import { type Gateway, gatewayOf } from './routing';

/** How a subnet gets out: `undefined` where there is no way. */
export interface WayOut {
  readonly subnet: string;
  readonly internet: Gateway | undefined;
  /** By the name of the service, for example `s3`. */
  readonly services: Readonly<Record<string, Gateway | undefined>>;
}

/** The way out of each subnet, by its route table. */
export function waysOut(model: NetworkModel): readonly WayOut[] {
  const [{ first: somewhere } = { first: 0 }] = publicAddresses;
  return model.subnets.map((subnet) => ({
    subnet: subnet.name,
    internet: gatewayTo(model, subnet, somewhere),
    services: Object.fromEntries(
      model.services.map((service) => [service.name, gatewayTo(model, subnet, firstOf(service))]),
    ),
  }));
}

function gatewayTo(model: NetworkModel, subnet: Subnet, address: number): Gateway | undefined {
  return gatewayOf(model, partOf(model.routeTables, subnet.routeTableId), address);
}

function firstOf({ cidrs }: OutsideNode): number {
  return addressesOf(cidrs[0] ?? '0.0.0.0/0').first;
}
