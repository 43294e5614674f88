import { Eip } from '@cdktf/provider-aws/lib/eip';
import type { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { type EnvironmentSettings, nameOf, requireTagText } from '@mall/foundation';
import { Construct } from 'constructs';
import { anywhere } from './cidr';
import { pascalCase, type SubnetsOutputs } from './subnets';

/** A NAT gateway in each zone: a lost zone leaves the other its own way out. */
export interface NatPerZone {
  readonly mode: 'perZone';
}

/** One NAT gateway, in the first zone: when that zone is lost, neither zone has a way out. */
export interface SingleNat {
  readonly mode: 'single';
  /** Why a shared way out is acceptable. Shown to auditors as a tag. */
  readonly reason: string;
}

/**
 * How web and was instances get out to the internet.
 *
 * A NAT gateway in ap-northeast-1 costs 0.062 USD an hour, that is 45.26 USD in a month of 730 hours, and 0.062 USD for
 * each GB that goes through it (Amazon VPC pricing, "NAT Gateway", region Asia Pacific (Tokyo)). Its public address costs
 * another 0.005 USD an hour, 3.65 USD a month (same page, "Public IPv4 Address"). So `perZone` costs 97.82 USD a month and
 * `single` 48.91 USD, before traffic.
 */
export type NatGateways = NatPerZone | SingleNat;

export interface RoutesProps {
  readonly environment: EnvironmentSettings;
  readonly vpcId: string;
  readonly internetGateway: InternetGateway;
  readonly zones: readonly [string, string];
  readonly subnets: SubnetsOutputs;
  readonly natGateways: NatGateways;
}

export interface RoutesOutputs {
  /** Route tables of every private subnet, for gateway endpoints. */
  readonly privateRouteTableIds: readonly string[];
}

/** The ways out: public subnets by the internet gateway, web and was by NAT, the database not at all. */
export class Routes extends Construct {
  public readonly outputs: RoutesOutputs;

  constructor(scope: Construct, id: string, props: RoutesProps) {
    super(scope, id);
    const { subnets, zones, natGateways } = props;
    if (natGateways.mode === 'single') requireTagText(scope, 'natGateways.reason', natGateways.reason);
    const [first, second] = zones;
    const firstNat = this.#natGateway(first, subnets.public[0], props);
    const secondNat = natGateways.mode === 'single' ? firstNat : this.#natGateway(second, subnets.public[1], props);

    const publicTable = this.#table('public', subnets.public, props);
    new Route(publicTable, 'Internet', {
      routeTableId: publicTable.id,
      destinationCidrBlock: anywhere,
      gatewayId: props.internetGateway.id,
    });
    const privateTables = [
      this.#privateTable(first, [subnets.web[0], subnets.was[0]], firstNat, props),
      this.#privateTable(second, [subnets.web[1], subnets.was[1]], secondNat, props),
    ];
    const databaseTable = this.#table('database', subnets.database, props);
    this.outputs = { privateRouteTableIds: [...privateTables, databaseTable].map((table) => table.id) };
  }

  #privateTable(zone: string, subnets: readonly Subnet[], natGateway: NatGateway, props: RoutesProps): RouteTable {
    const table = this.#table(`private-${zone}`, subnets, props);
    new Route(table, 'Internet', {
      routeTableId: table.id,
      destinationCidrBlock: anywhere,
      natGatewayId: natGateway.id,
    });
    return table;
  }

  #table(name: string, subnets: readonly Subnet[], { environment, vpcId }: RoutesProps): RouteTable {
    const table = new RouteTable(this, pascalCase(name), {
      vpcId,
      tags: { Name: nameOf(environment, 'network', name) },
    });
    for (const subnet of subnets) {
      new RouteTableAssociation(table, subnet.node.id, { subnetId: subnet.id, routeTableId: table.id });
    }
    return table;
  }

  #natGateway(zone: string, subnet: Subnet, props: RoutesProps): NatGateway {
    const { environment, internetGateway, natGateways } = props;
    const name = nameOf(environment, 'network', `nat-${zone}`);
    const address = new Eip(this, pascalCase(`nat-address-${zone}`), {
      domain: 'vpc',
      tags: { Name: name },
      dependsOn: [internetGateway],
    });
    return new NatGateway(this, pascalCase(`nat-${zone}`), {
      subnetId: subnet.id,
      allocationId: address.id,
      tags: { Name: name, ...(natGateways.mode === 'single' ? { sharedBecause: natGateways.reason } : {}) },
      dependsOn: [internetGateway],
    });
  }
}
