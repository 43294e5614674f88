import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { type EnvironmentSettings, nameOf, requireRange, skipCheck } from '@mall/foundation';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ServerRole } from './outputs';

/** Who may call the load balancer: the internet, or the tiers that add their own rule to its security group. */
export type Exposure = 'public' | 'internal';

/** Something behind a security group that the instances call. */
export interface Call {
  /** Short name of the callee, part of the rules' ids: `was`. */
  readonly name: string;
  readonly securityGroupId: string;
  readonly port: number;
}

export interface FirewallProps {
  readonly environment: EnvironmentSettings;
  readonly role: ServerRole;
  readonly vpcId: string;
  readonly exposure: Exposure;
  /** Port on which the instances listen. */
  readonly port: number;
  readonly calls: readonly Call[];
}

export interface FirewallOutputs {
  readonly loadBalancerSecurityGroupId: string;
  readonly instanceSecurityGroupId: string;
  /** The instances' way out: what boots before it is open cannot fetch its packages. */
  readonly wayOut: ITerraformDependable;
}

const anywhere = '0.0.0.0/0';

/** The chain of one tier: caller → load balancer → instances → what they call; group by group, no address inside. */
export class Firewall extends Construct {
  public readonly outputs: FirewallOutputs;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const { environment, role, vpcId, exposure, port, calls } = props;
    const balancer = new SecurityGroup(this, 'LoadBalancer', {
      name: nameOf(environment, role, 'load-balancer'),
      description: `Load balancer of ${role}: ${exposure === 'public' ? 'the internet' : 'the tiers that call it'}`,
      vpcId,
    });
    const instances = new SecurityGroup(this, 'Instances', {
      name: nameOf(environment, role, 'instances'),
      description: `Instances of ${role}: their load balancer`,
      vpcId,
    });
    if (exposure === 'public') this.#letTheInternetIn(balancer.id);
    this.#connect('Forward', 'the load balancer to its instances', balancer.id, instances.id, port);
    for (const call of calls) {
      requireRange(scope, `calls.${call.name}.port`, call.port, 1, 65_535);
      this.#connect(`Call-${call.name}`, `${role} to ${call.name}`, instances.id, call.securityGroupId, call.port);
    }
    const wayOut = new VpcSecurityGroupEgressRule(this, 'HttpsOut', {
      securityGroupId: instances.id,
      description: "HTTPS to packages and AWS's services, by endpoints and NAT",
      cidrIpv4: anywhere,
      ...tcp(443),
    });
    this.outputs = { loadBalancerSecurityGroupId: balancer.id, instanceSecurityGroupId: instances.id, wayOut };
  }

  #letTheInternetIn(securityGroupId: string): void {
    for (const [name, port] of [
      ['Http', 80],
      ['Https', 443],
    ] as const) {
      const rule = new VpcSecurityGroupIngressRule(this, `${name}FromInternet`, {
        securityGroupId,
        description: `${name.toUpperCase()} from the internet`,
        cidrIpv4: anywhere,
        ...tcp(port),
      });
      if (name === 'Http')
        skipCheck(rule, 'CKV_AWS_260', 'port 80 of the public load balancer redirects to HTTPS only');
    }
  }

  /** Both ends of one call. */
  #connect(name: string, description: string, callerId: string, calleeId: string, port: number): void {
    new VpcSecurityGroupEgressRule(this, `${name}-Out`, {
      securityGroupId: callerId,
      referencedSecurityGroupId: calleeId,
      description: `From ${description}`,
      ...tcp(port),
    });
    const ingress = new VpcSecurityGroupIngressRule(this, `${name}-In`, {
      securityGroupId: calleeId,
      referencedSecurityGroupId: callerId,
      description: `From ${description}`,
      ...tcp(port),
    });
    // Checkov takes a rule without an address for one with every address.
    if (port === 80) skipCheck(ingress, 'CKV_AWS_260', 'lets in one security group and no address');
  }
}

function tcp(port: number) {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
