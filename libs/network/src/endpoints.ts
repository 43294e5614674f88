import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import {
  type EnvironmentSettings,
  giveReasons,
  nameOf,
  policyDocument,
  type PolicyStatement,
  requireOneOf,
} from '@mall/foundation';
import { Construct } from 'constructs';

/** AWS services that the mall calls from inside the network: Session Manager, secrets, Glue's jobs and their logs. */
export const interfaceEndpointServices = [
  'ssm',
  'ssmmessages',
  'ec2messages',
  'secretsmanager',
  'glue',
  'logs',
] as const;
export type InterfaceEndpointService = (typeof interfaceEndpointServices)[number];

export interface EndpointsProps {
  readonly environment: EnvironmentSettings;
  readonly vpcId: string;
  /** Callers: every address of the network. */
  readonly cidrBlock: string;
  readonly services: readonly InterfaceEndpointService[];
  /** One subnet for each zone, where the interface endpoints stand. */
  readonly subnetIds: readonly string[];
  /** Route tables that get the road to S3. */
  readonly routeTableIds: readonly string[];
}

/** Roads to AWS services that do not leave AWS's network: S3 by routes, the others by an address in each zone. */
export class Endpoints extends Construct {
  constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    const { environment, vpcId, cidrBlock, services, subnetIds, routeTableIds } = props;
    for (const service of services) requireOneOf(scope, 'interfaceEndpoints', service, interfaceEndpointServices);
    const callers = new SecurityGroup(this, 'SecurityGroup', {
      name: nameOf(environment, 'network', 'endpoints'),
      description: 'Interface endpoints: HTTPS from inside the network',
      vpcId,
    });
    new VpcSecurityGroupIngressRule(this, 'Https', {
      securityGroupId: callers.id,
      description: 'HTTPS from inside the network',
      cidrIpv4: cidrBlock,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    for (const service of new Set(services)) {
      const statements = [ownIdentities(environment)];
      const endpoint = new VpcEndpoint(this, service, {
        vpcId,
        vpcEndpointType: 'Interface',
        serviceName: `com.amazonaws.${environment.region}.${service}`,
        subnetIds: [...subnetIds],
        securityGroupIds: [callers.id],
        privateDnsEnabled: true,
        policy: policyDocument(statements),
        tags: { Name: nameOf(environment, 'network', service) },
      });
      giveReasons(endpoint, statements);
    }
    const statements = [ownIdentities(environment), amazonLinuxPackages(environment)];
    const s3 = new VpcEndpoint(this, 's3', {
      vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: `com.amazonaws.${environment.region}.s3`,
      routeTableIds: [...routeTableIds],
      policy: policyDocument(statements),
      tags: { Name: nameOf(environment, 'network', 's3') },
    });
    giveReasons(s3, statements);
  }
}

/** Somebody else's keys, brought inside, do not carry data out. */
function ownIdentities({ account }: EnvironmentSettings): PolicyStatement {
  return {
    sid: 'OwnIdentities',
    actions: ['*'],
    resources: ['*'],
    wildcardReason: 'a road, not a right: what may be done on it stands in the policies of the roles',
    principals: '*',
    conditions: { StringEquals: { 'aws:PrincipalAccount': account } },
  };
}

/** Amazon Linux fetches its packages from S3 without signing. */
function amazonLinuxPackages({ region }: EnvironmentSettings): PolicyStatement {
  return {
    sid: 'AmazonLinuxPackages',
    actions: ['s3:GetObject'],
    resources: [`arn:aws:s3:::al2023-repos-${region}-de612dc2/*`],
    wildcardReason: "the package manager does not sign its requests; the bucket is Amazon's and public",
    principals: '*',
  };
}
