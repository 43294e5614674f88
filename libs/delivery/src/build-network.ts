import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { type EnvironmentSettings, nameOf } from '@mall/foundation';
import { Construct } from 'constructs';

export interface BuildNetworkProps {
  readonly environment: EnvironmentSettings;
  readonly vpcId: string;
}

export interface BuildNetworkOutputs {
  readonly securityGroupId: string;
}

/** What builds may reach: HTTPS, for the package registries and AWS. No server of the mall lets this group in. */
export class BuildNetwork extends Construct {
  public readonly outputs: BuildNetworkOutputs;

  constructor(scope: Construct, id: string, props: BuildNetworkProps) {
    super(scope, id);
    const group = new SecurityGroup(this, 'SecurityGroup', {
      name: nameOf(props.environment, 'delivery', 'build'),
      description: 'Builds: HTTPS out, nothing in',
      vpcId: props.vpcId,
    });
    new VpcSecurityGroupEgressRule(this, 'Https', {
      securityGroupId: group.id,
      description: 'Package registries and AWS',
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    this.outputs = { securityGroupId: group.id };
  }
}
