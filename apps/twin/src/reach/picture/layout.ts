import { addressesOf } from '../addresses';
import { together } from '../matrix';
import { type NetworkModel, type NetworkNode, partOf, type Subnet } from '../model';
import type { Gateway } from '../routing';
import { waysOut } from '../ways-out';
import { zonesOf } from '../zones';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Somebody on the drawing. Who stands in one zone, or in each for itself, has a box in each. */
export interface Box extends Rect {
  readonly name: string;
  readonly kind: NetworkNode['kind'] | 'nat' | 'internet' | 'service';
  readonly says: string;
}

/** A subnet: a row's part in a zone's column. */
export interface Cell extends Rect {
  readonly title: string;
  readonly cidr: string;
  readonly wayOut: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly frame: Rect;
  readonly zones: readonly { readonly name: string; readonly x: number; readonly width: number }[];
  readonly cells: readonly Cell[];
  readonly boxes: readonly Box[];
  /** Where lines run beside the zones. */
  readonly lanesFrom: number;
}

const size = { margin: 24, column: 404, gap: 96, lanes: 150, side: 132, box: 42, between: 26, head: 30, foot: 30 };

/** Puts zones side by side and tiers below each other, from the internet inwards. */
export function layoutOf(model: NetworkModel): Layout {
  const zoneNames = zonesOf(model);
  const prefix = commonPrefix(model.subnets.map(({ name }) => name));
  const short = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const left = size.margin + 20;
  const zones = zoneNames.map((name, index) => ({
    name,
    x: left + index * (size.column + size.gap),
    width: size.column,
  }));
  const right = left + zones.length * (size.column + size.gap) - size.gap;
  const ways = waysOut(model);
  const cells: Cell[] = [];
  const boxes: Box[] = [];
  let y = 148;
  for (const subnets of rowsOf(model.subnets)) {
    const lines = linesOf(model, subnets);
    const height = size.head + lines.length * (size.box + size.between) - size.between + size.foot;
    for (const subnet of subnets) {
      const zone = zones.find(({ name }) => name === subnet.zone);
      const way = ways.find((one) => one.subnet === subnet.name);
      const services = Object.entries(way?.services ?? {}).map(([name, by]) => `${name} ${byText(by, short)}`);
      cells.push({
        title: short(subnet.name),
        cidr: subnet.cidr,
        wayOut: [`internet ${byText(way?.internet, short)}`, ...services].join(' · '),
        x: zone?.x ?? 0,
        y,
        width: size.column,
        height,
      });
    }
    lines.forEach((line, index) => {
      const top = y + size.head + index * (size.box + size.between);
      for (const { zones: held, ...item } of line) {
        const columns = zones.filter(({ name }) => held.includes(name));
        const [first, last] = [columns[0]?.x ?? 0, columns.at(-1)?.x ?? 0];
        boxes.push({
          ...item,
          name: short(item.name),
          x: first + 14,
          y: top,
          width: last - first + size.column - 28,
          height: size.box,
        });
      }
    });
    y += height + 22;
  }
  const frame = { x: size.margin, y: 112, width: right - size.margin + 20, height: y - 112 };
  const lanesFrom = frame.x + frame.width + 16;
  const middle = (left + right) / 2;
  boxes.push({
    name: 'internet',
    kind: 'internet',
    says: 'everybody',
    x: middle - 90,
    y: 24,
    width: 180,
    height: size.box,
  });
  const sideAt = frame.y + frame.height - 120;
  for (const [index, { name }] of model.services.entries()) {
    const says = 'gateway endpoint';
    boxes.push({
      name,
      kind: 'service',
      says,
      x: lanesFrom + size.lanes,
      y: sideAt + index * 60,
      width: size.side,
      height: size.box,
    });
  }
  return {
    width: lanesFrom + size.lanes + size.side + size.margin,
    height: y + size.margin,
    frame,
    zones,
    cells,
    boxes,
    lanesFrom,
  };
}

function byText(gateway: Gateway | undefined, short: (name: string) => string): string {
  if (gateway === undefined) return 'not at all';
  if (gateway.kind === 'natGateway') return `by ${short(gateway.name)}`;
  return gateway.kind === 'internetGateway' ? 'by the internet gateway' : 'by the gateway endpoint';
}

type Item = Pick<Box, 'name' | 'kind' | 'says'> & { readonly zones: readonly string[] };

/** Who stands in a row: a line for each who spans its zones; those of one zone share lines with those of another. */
function linesOf(model: NetworkModel, subnets: readonly Subnet[]): readonly (readonly Item[])[] {
  const ids = subnets.map(({ id }) => id);
  const zoneOf = (subnetId: string) => partOf(model.subnets, subnetId).zone;
  const nats: Item[] = model.natGateways
    .filter(({ subnetId }) => ids.includes(subnetId))
    .map(({ name, subnetId }) => ({ name, kind: 'nat', says: 'NAT gateway', zones: [zoneOf(subnetId)] }));
  const items = model.nodes
    .filter(
      ({ kind, places }) =>
        kind !== 'group' && places.length > 0 && places.every(({ subnetId }) => ids.includes(subnetId)),
    )
    .flatMap((node): Item[] => {
      const held = [...new Set(node.places.map(({ subnetId }) => zoneOf(subnetId)))].sort();
      const item = { name: node.name, kind: node.kind, says: saysOf(node) };
      // One in each zone, each for itself: no single thing that spans zones.
      return node.kind === 'endpoint' || node.kind === 'job'
        ? held.map((zone) => ({ ...item, zones: [zone] }))
        : [{ ...item, zones: held }];
    });
  const lines: Item[][] = [];
  for (const item of [...nats, ...items]) {
    const line = lines.at(-1);
    const free = line?.every(
      ({ kind, zones }) => kind === item.kind && !zones.some((zone) => item.zones.includes(zone)),
    );
    if (line !== undefined && free === true) line.push(item);
    else lines.push([item]);
  }
  return lines;
}

function saysOf({ kind, places, domainNames, name, id }: NetworkNode): string {
  const named = domainNames.length === 0 || kind === 'endpoint' ? '' : ` · ${domainNames.join(', ')}`;
  if (kind === 'loadBalancer') {
    return `${places.some(({ publicAddress }) => publicAddress) ? 'public' : 'internal'} load balancer${named}`;
  }
  return `${{ servers: 'servers', database: 'database', job: 'workers', endpoint: name === together ? id : '', group: '' }[kind]}${named}`;
}

/** Subnets of one network ACL are a row; rows by their addresses. */
function rowsOf(subnets: readonly Subnet[]): readonly (readonly Subnet[])[] {
  const byAddress = [...subnets].sort((one, other) => addressesOf(one.cidr).first - addressesOf(other.cidr).first);
  const rows = new Map<string, Subnet[]>();
  for (const subnet of byAddress) rows.set(subnet.networkAclId, [...(rows.get(subnet.networkAclId) ?? []), subnet]);
  return [...rows.values()];
}

function commonPrefix(names: readonly string[]): string {
  const [first = ''] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length])) length += 1;
  return first.slice(0, length);
}
