import type { NetworkModel } from './model';

/** The zones of a network, in order. */
export function zonesOf(model: NetworkModel): readonly string[] {
  return [...new Set(model.subnets.map(({ zone }) => zone))].sort();
}

/** The network when a zone is lost: its subnets are gone, with all that stood in them. Routes to what is gone lead nowhere. */
export function withoutZone(model: NetworkModel, zone: string): NetworkModel {
  const subnets = model.subnets.filter((subnet) => subnet.zone !== zone);
  const stands = ({ subnetId }: { readonly subnetId: string }) => subnets.some(({ id }) => id === subnetId);
  return {
    ...model,
    subnets,
    natGateways: model.natGateways.filter(stands),
    nodes: model.nodes.map((node) => ({ ...node, places: node.places.filter(stands) })),
  };
}
