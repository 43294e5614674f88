import { type Cell, cellOf, cellText } from './cell';
import { everybody, isOutside, type NetworkModel, type NetworkNode, type OutsideNode } from './model';

/** Who reaches whom: a cell for each pair, by the names of caller and callee. Services of AWS call nobody. */
export interface Matrix {
  readonly callers: readonly string[];
  readonly callees: readonly string[];
  cell(from: string, to: string): Cell;
}

/** Computes the whole matrix. Interface endpoints that stand alike are one row and one column, `endpoints`. */
export function matrixOf(model: NetworkModel): Matrix {
  const nodes = everybody(withEndpointsTogether(model));
  const cells = new Map<string, Cell>();
  for (const from of nodes.filter(({ kind }) => kind !== 'service')) {
    for (const to of nodes) cells.set(pair(from.name, to.name), cellOf(model, from, to));
  }
  return {
    callers: nodes.filter(({ kind }) => kind !== 'service').map(({ name }) => name),
    callees: nodes.map(({ name }) => name),
    cell: (from, to) => cells.get(pair(from, to)) ?? [],
  };
}

/** Every pair of which something is open, with its ports; every other pair is closed on every port. */
export function openPairs(matrix: Matrix): Readonly<Record<string, string>> {
  return Object.fromEntries(
    matrix.callers.flatMap((from) =>
      matrix.callees.flatMap((to) => {
        const text = cellText(matrix.cell(from, to));
        return text === '' ? [] : [[pair(from, to), text]];
      }),
    ),
  );
}

/** How a pair is written. */
export function pair(from: string, to: string): string {
  return `${from} → ${to}`;
}

/** Name of the endpoints that stand alike. */
export const together = 'endpoints';

/** The model with the endpoints that have the same places as one node, whose id names the services. */
export function withEndpointsTogether(model: NetworkModel): NetworkModel {
  const byPlaces = new Map<string, NetworkNode[]>();
  for (const node of model.nodes.filter(({ kind }) => kind === 'endpoint')) {
    const key = JSON.stringify(node.places);
    byPlaces.set(key, [...(byPlaces.get(key) ?? []), node]);
  }
  const [largest = []] = [...byPlaces.values()].sort((one, other) => other.length - one.length);
  const [first, ...others] = largest;
  const id = largest
    .map(({ name }) => name.replace(/-endpoint$/, ''))
    .sort()
    .join(', ');
  return {
    ...model,
    nodes: model.nodes
      .filter((node) => !others.includes(node))
      .map((node) => (node === first ? { ...node, name: together, id } : node)),
  };
}

/** A node by its name. `undefined` when there is none. */
export function tryNode(model: NetworkModel, name: string): NetworkNode | OutsideNode | undefined {
  return everybody(model).find(
    (node) => node.name === name || (!isOutside(node) && node.domainNames.some((domainName) => domainName === name)),
  );
}
