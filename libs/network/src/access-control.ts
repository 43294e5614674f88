import { NetworkAcl, type NetworkAclEgress, type NetworkAclIngress } from '@cdktf/provider-aws/lib/network-acl';
import { type EnvironmentSettings, nameOf, skipCheck } from '@mall/foundation';
import { Construct } from 'constructs';
import { type AccessRule, accessRules, type OutwardCall, type TierPorts } from './access-rules';
import { anywhere } from './cidr';
import { type SubnetPlan, subnetRoles } from './subnet-plan';
import { pascalCase, type SubnetsOutputs } from './subnets';

export interface AccessControlProps {
  readonly environment: EnvironmentSettings;
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly plan: SubnetPlan;
  readonly subnets: SubnetsOutputs;
  readonly ports: TierPorts;
  readonly wasCalls: readonly OutwardCall[];
}

/** One network ACL for each role. What no rule lets through is dropped. */
export class AccessControl extends Construct {
  constructor(scope: Construct, id: string, props: AccessControlProps) {
    super(scope, id);
    const { environment, vpcId, cidrBlock, plan, subnets, ports, wasCalls } = props;
    const rules = accessRules(ports);
    const networks = { ...plan.blocks, anywhere, vpc: cidrBlock };
    for (const role of subnetRoles) {
      const acl = new NetworkAcl(this, pascalCase(role), {
        vpcId,
        subnetIds: subnets[role].map(({ id: subnetId }) => subnetId),
        ingress: rules[role].ingress.map((rule, index) => entry(rule, index, networks)),
        egress: [
          ...rules[role].egress.map((rule, index) => entry(rule, index, networks)),
          ...(role === 'was' ? wasCalls : []).map(outward),
        ],
        tags: { Name: nameOf(environment, 'network', role) },
      });
      if (role === 'public') {
        skipCheck(
          acl,
          'CKV_AWS_231',
          'NAT gateways take answers on ports 1024 to 65535, and nothing here listens on 3389',
        );
      }
    }
  }
}

function entry(
  { peer, ports: [fromPort, toPort] }: AccessRule,
  index: number,
  networks: Readonly<Record<AccessRule['peer'], string>>,
): NetworkAclIngress {
  return { ruleNo: 100 + 10 * index, action: 'allow', protocol: 'tcp', cidrBlock: networks[peer], fromPort, toPort };
}

/** Numbered behind the rules of the role, which stay as they are when a call comes or goes. */
function outward({ cidrBlock, port }: OutwardCall, index: number): NetworkAclEgress {
  return { ruleNo: 500 + 10 * index, action: 'allow', protocol: 'tcp', cidrBlock, fromPort: port, toPort: port };
}
