import { groundOf, others, withOthers } from './layers';
import { matrixOf, openPairs, pair } from './matrix';
import { everybody, type NetworkModel, type NetworkNode, partOf } from './model';
import { roadBetween, roadText } from './roads';
import { waysOut } from './ways-out';

/** All that can be said of who reaches whom, as plain data: what is not in it is closed. */
export interface Sheet {
  /** Ports by pair, `web → was-lb`. `others` is whoever else may stand in the network, behind no security group of its own. */
  readonly pairs: Readonly<Record<string, string>>;
  /** Ports by pair of network ACLs: what routes and network ACLs let through, whatever security groups say. */
  readonly ground: Readonly<Record<string, string>>;
  /** Way out by subnet. */
  readonly waysOut: Readonly<Record<string, string>>;
  /** The subnets of each node, and whether it has a public address there. */
  readonly places: Readonly<Record<string, string>>;
  /** The road of connections from the internet to the database. */
  readonly road: string;
}

/** A stranger's own way to strangers and out is the ground's matter. */
const aboutNobody = [others, 'internet', 's3'].map((name) => pair(others, name));

/** Says everything of a network. */
export function sheetOf(model: NetworkModel): Sheet {
  const [internet, db] = ['internet', 'db'].map((name) => everybody(model).find((node) => node.name === name));
  const road = internet === undefined || db === undefined ? undefined : roadBetween(model, internet, db);
  return {
    pairs: Object.fromEntries(
      Object.entries(openPairs(matrixOf(withOthers(model)))).filter(([names]) => !aboutNobody.includes(names)),
    ),
    ground: openPairs(matrixOf(groundOf(model))),
    waysOut: Object.fromEntries(
      waysOut(model).map((way) => [
        way.subnet,
        Object.entries({ internet: way.internet, ...way.services })
          .map(([name, gateway]) => `${name}: ${gateway?.name ?? 'none'}`)
          .join(', '),
      ]),
    ),
    places: Object.fromEntries(model.nodes.map((node) => [node.name, placesText(model, node)])),
    road: road === undefined ? 'none' : roadText(road),
  };
}

function placesText(model: NetworkModel, { places }: NetworkNode): string {
  const texts = places.map(
    ({ subnetId, publicAddress }) => `${partOf(model.subnets, subnetId).name}${publicAddress ? ', public' : ''}`,
  );
  return [...new Set(texts)].sort().join('; ');
}
