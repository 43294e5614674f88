import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { type EnvironmentSettings, nameOf } from '@mall/foundation';
import { Construct } from 'constructs';
import { type SubnetPlan, type SubnetRole, byRole } from './subnet-plan';

export interface SubnetsProps {
  readonly environment: EnvironmentSettings;
  readonly vpcId: string;
  readonly zones: readonly [string, string];
  readonly plan: SubnetPlan;
}

/** The subnets of each role, in the order of the zones. */
export type SubnetsOutputs = Readonly<Record<SubnetRole, readonly [Subnet, Subnet]>>;

/** One subnet for each role and zone; none hands out public addresses by itself. */
export class Subnets extends Construct {
  public readonly outputs: SubnetsOutputs;

  constructor(scope: Construct, id: string, props: SubnetsProps) {
    super(scope, id);
    const [first, second] = props.zones;
    this.outputs = byRole((role) => [
      this.#subnet(role, first, props.plan.subnets[role][0], props),
      this.#subnet(role, second, props.plan.subnets[role][1], props),
    ]);
  }

  #subnet(role: SubnetRole, zone: string, cidrBlock: string, { environment, vpcId }: SubnetsProps): Subnet {
    const name = `${role}-${zone}`;
    return new Subnet(this, pascalCase(name), {
      vpcId,
      availabilityZone: `${environment.region}${zone}`,
      cidrBlock,
      mapPublicIpOnLaunch: false,
      tags: { Name: nameOf(environment, 'network', name), role },
    });
  }
}

/** `WebA` for `web-a`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}
