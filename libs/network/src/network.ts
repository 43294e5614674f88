import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { type EnvironmentSettings, nameOf, requireLogRetention, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';
import { AccessControl } from './access-control';
import type { OutwardCall, TierPorts } from './access-rules';
import { Endpoints, type InterfaceEndpointService, interfaceEndpointServices } from './endpoints';
import { FlowLogs } from './flow-logs';
import { type NatGateways, Routes } from './routes';
import { planSubnets } from './subnet-plan';
import { Subnets } from './subnets';
import { requireZones } from './zones';

export interface NetworkProps {
  readonly environment: EnvironmentSettings;
  /** Private network of /16 to /22, for example `10.0.0.0/16`. Half of it is left free for growth. */
  readonly cidrBlock: string;
  /** Networks that must stay reachable beside this one: other environments, offices. @default none */
  readonly reservedCidrBlocks?: readonly string[];
  /** Two availability zones of the region, by letter. @default ['a', 'c'] */
  readonly zones?: readonly [string, string];
  readonly natGateways: NatGateways;
  /** AWS services that are reached without leaving the network, beside S3. @default all of `interfaceEndpointServices` */
  readonly interfaceEndpoints?: readonly InterfaceEndpointService[];
  /** Ports on which the tiers listen; network ACLs open no others. @default web 80, was 8080, database 3306 */
  readonly ports?: TierPorts;
  /** Calls from the was subnets into networks beside this one, whose routes are made elsewhere. @default none */
  readonly wasCalls?: readonly OutwardCall[];
  /** Days for which flow logs are kept, one that CloudWatch Logs offers, at least a year. @default 365 */
  readonly flowLogRetentionDays?: number;
}

/** Lists are in the order of the zones. */
export interface NetworkOutputs {
  readonly vpcId: string;
  readonly cidrBlock: string;
  /** Full names, for example `ap-northeast-1a`. */
  readonly zoneNames: readonly string[];
  /** Load balancers and NAT gateways. */
  readonly publicSubnetIds: readonly string[];
  readonly webSubnetIds: readonly string[];
  readonly wasSubnetIds: readonly string[];
  /** No road to the internet in either direction. The database and what connects to it for Glue. */
  readonly databaseSubnetIds: readonly string[];
}

/** One VPC over two zones: public, web, was and database subnets in each, and every road between them. */
export class Network extends Construct {
  public readonly outputs: NetworkOutputs;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const {
      environment,
      cidrBlock,
      reservedCidrBlocks = [],
      zones = ['a', 'c'],
      interfaceEndpoints = interfaceEndpointServices,
      ports = { web: 80, was: 8080, database: 3306 },
      wasCalls = [],
      flowLogRetentionDays = 365,
    } = props;
    requireZones(this, environment.region, zones);
    for (const [tier, port] of Object.entries(ports)) requireRange(this, `ports.${tier}`, port, 1, 65_535);
    requireLogRetention(this, 'flowLogRetentionDays', flowLogRetentionDays);
    for (const call of wasCalls) requireRange(this, 'wasCalls.port', call.port, 1, 65_535);
    const called = wasCalls.map((call) => call.cidrBlock);
    const plan = planSubnets(this, cidrBlock, [...reservedCidrBlocks, ...called]);

    const vpc = new Vpc(this, 'Vpc', {
      cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: nameOf(environment, 'network', 'vpc') },
    });
    // Terraform takes the group that every VPC is born with and takes its rules out.
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId: vpc.id, ingress: [], egress: [] });
    const internetGateway = new InternetGateway(this, 'InternetGateway', {
      vpcId: vpc.id,
      tags: { Name: nameOf(environment, 'network', 'internet') },
    });
    const subnets = new Subnets(this, 'Subnets', { environment, vpcId: vpc.id, zones, plan }).outputs;
    const routes = new Routes(this, 'Routes', {
      environment,
      vpcId: vpc.id,
      internetGateway,
      zones,
      subnets,
      natGateways: props.natGateways,
    }).outputs;
    new AccessControl(this, 'AccessControl', { environment, vpcId: vpc.id, cidrBlock, plan, subnets, ports, wasCalls });
    new Endpoints(this, 'Endpoints', {
      environment,
      vpcId: vpc.id,
      cidrBlock,
      services: interfaceEndpoints,
      subnetIds: subnets.was.map(({ id }) => id),
      routeTableIds: routes.privateRouteTableIds,
    });
    new FlowLogs(this, 'FlowLogs', { environment, vpcId: vpc.id, retentionDays: flowLogRetentionDays });

    const ids = (role: keyof typeof subnets) => subnets[role].map((subnet) => subnet.id);
    this.outputs = {
      vpcId: vpc.id,
      cidrBlock,
      zoneNames: zones.map((zone) => `${environment.region}${zone}`),
      publicSubnetIds: ids('public'),
      webSubnetIds: ids('web'),
      wasSubnetIds: ids('was'),
      databaseSubnetIds: ids('database'),
    };
  }
}
