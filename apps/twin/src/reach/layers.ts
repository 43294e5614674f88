import type { NetworkModel, NetworkNode, SecurityGroup } from './model';

/** A security group that lets everything in and out. */
const open: SecurityGroup = {
  id: 'open',
  name: 'open',
  rules: (['in', 'out'] as const).map((direction) => ({
    id: `open-${direction}`,
    direction,
    protocol: 'all',
    first: 0,
    last: 65_535,
    peer: { cidrs: ['0.0.0.0/0'] },
  })),
};

/** Name of whatever else may stand in the network. */
export const others = 'others';

/**
 * The network with a stranger in every subnet who may call and be called by anyone: what it reaches, only the security
 * groups of the callee keep from being called; what reaches it, only those of the caller keep from calling.
 */
export function withOthers(model: NetworkModel): NetworkModel {
  const places = model.subnets.map(({ id }) => ({ subnetId: id, publicAddress: false }));
  return {
    ...model,
    securityGroups: [...model.securityGroups, open],
    nodes: [...model.nodes, openNode(others, places)],
  };
}

/** The network without its security groups: a node for each network ACL, everybody in its subnets with a public address. */
export function groundOf(model: NetworkModel): NetworkModel {
  const nodes = model.networkAcls.map((acl) => {
    const subnets = model.subnets.filter(({ networkAclId }) => networkAclId === acl.id);
    return openNode(
      acl.name,
      subnets.map(({ id }) => ({ subnetId: id, publicAddress: true })),
    );
  });
  return { ...model, securityGroups: [open], nodes: nodes.filter(({ places }) => places.length > 0) };
}

function openNode(
  name: string,
  places: readonly { readonly subnetId: string; readonly publicAddress: boolean }[],
): NetworkNode {
  return {
    kind: 'group',
    id: name,
    name,
    places: places.map((place) => ({ ...place, securityGroupIds: [open.id] })),
    listensOn: [],
    domainNames: [],
    forwards: [],
  };
}
