import { follow } from './follow';
import { isOutside, type NetworkModel, type NetworkNode, type OutsideNode, type Protocol, protocols } from './model';
import { covers, everyPort, intersect, portsText, type RangeSet, rangeSet } from './ranges';
import { spotsOf } from './spots';

/** Ports of one protocol on which one node reaches another. */
export interface Opening {
  readonly protocol: Protocol;
  /** From everywhere to everywhere, whatever address and port the caller has. */
  readonly always: RangeSet;
  /** From somewhere to somewhere at least: what an attacker would look for. */
  readonly sometimes: RangeSet;
}

/** What one node reaches of another: an opening for each protocol that is open at all. */
export type Cell = readonly Opening[];

type Anybody = NetworkNode | OutsideNode;

/** Follows every call from one node to another, from everywhere to everywhere, on every port. Nothing where both are outside. */
export function cellOf(model: NetworkModel, from: Anybody, to: Anybody): Cell {
  if (isOutside(from) && isOutside(to)) return [];
  const [callers, callees] = [spotsOf(model, from, 'caller'), spotsOf(model, to, 'callee')];
  return protocols.flatMap((protocol) => {
    const traces = callers.flatMap((caller) =>
      callees.map((callee) => follow(model, { from: caller, to: callee, protocol, ports: everyPort })),
    );
    const sometimes = rangeSet(traces.flatMap(({ ports }) => ports));
    if (sometimes.length === 0) return [];
    const always = traces.reduce<RangeSet>(
      (left, { ports, reliable }) => (reliable ? intersect(left, ports) : []),
      everyPort,
    );
    return [{ protocol, always, sometimes }];
  });
}

/** Whether a port is open from everywhere to everywhere. */
export function alwaysOpen(cell: Cell, port: number, protocol: Protocol = 'tcp'): boolean {
  return cell.some((opening) => opening.protocol === protocol && covers(opening.always, [{ first: port, last: port }]));
}

/** `80, 443`; `udp 53`; what is open in part only says so. Empty when nothing is open. */
export function cellText(cell: Cell): string {
  return cell
    .flatMap(({ protocol, always, sometimes }) => {
      const said = (ports: RangeSet, suffix: string) =>
        ports.length === 0 ? [] : [`${protocol === 'tcp' ? '' : `${protocol} `}${portsText(ports)}${suffix}`];
      return covers(always, sometimes) ? said(always, '') : [...said(always, ''), ...said(sometimes, ' in part')];
    })
    .join('; ');
}
