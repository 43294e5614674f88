import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { type EnvironmentSettings, nameOf, skipCheck } from '@mall/foundation';
import { Construct } from 'constructs';

export interface FirewallProps {
  readonly environment: EnvironmentSettings;
  readonly vpcId: string;
}

export interface FirewallOutputs {
  readonly databaseSecurityGroupId: string;
  readonly clientSecurityGroupId: string;
  readonly glueSecurityGroupId: string;
}

/** MySQL's port, for security group rules. */
export const mysql = { ipProtocol: 'tcp', fromPort: 3306, toPort: 3306 };

/** Who may reach the database: members of two security groups, on MySQL's port, and nobody by an address. */
export class Firewall extends Construct {
  public readonly outputs: FirewallOutputs;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const { environment, vpcId } = props;
    const group = (groupId: string, role: string, description: string) =>
      new SecurityGroup(this, groupId, { name: nameOf(environment, 'database', role), description, vpcId });

    const database = group('Database', 'instance', 'The database: MySQL from its clients and from Glue');
    const client = group('Client', 'client', 'Instances of the WAS tier that call the database');
    const glue = group('Glue', 'glue', 'Workers of Glue that read the database');
    skipCheck(client, 'CKV2_AWS_5', 'attached to WAS instances, which are in another stack');
    skipCheck(glue, 'CKV2_AWS_5', 'attached to the Glue connection, which is in another stack');

    for (const [caller, name] of [
      [client, 'Client'],
      [glue, 'Glue'],
    ] as const) {
      new VpcSecurityGroupIngressRule(this, `From${name}`, {
        securityGroupId: database.id,
        description: `MySQL from ${name.toLowerCase()}`,
        referencedSecurityGroupId: caller.id,
        ...mysql,
      });
      new VpcSecurityGroupEgressRule(this, `${name}ToDatabase`, {
        securityGroupId: caller.id,
        description: 'MySQL to the database',
        referencedSecurityGroupId: database.id,
        ...mysql,
      });
    }
    this.#letWorkersTalk(glue);
    this.outputs = {
      databaseSecurityGroupId: database.id,
      clientSecurityGroupId: client.id,
      glueSecurityGroupId: glue.id,
    };
  }

  /** Glue refuses a connection whose group does not let its own members in on every TCP port (AWS Glue: JDBC in a VPC). */
  #letWorkersTalk(glue: SecurityGroup): void {
    const everyPort = { ipProtocol: 'tcp', fromPort: 0, toPort: 65_535 };
    const itself = { securityGroupId: glue.id, referencedSecurityGroupId: glue.id, ...everyPort };
    const ingress = new VpcSecurityGroupIngressRule(this, 'GlueFromGlue', {
      description: 'Workers of one job',
      ...itself,
    });
    // Checkov takes a rule without an address for one with every address.
    for (const check of ['CKV_AWS_24', 'CKV_AWS_25', 'CKV_AWS_260']) {
      skipCheck(ingress, check, "lets in the group's own members and no address");
    }
    new VpcSecurityGroupEgressRule(this, 'GlueToGlue', { description: 'Workers of one job', ...itself });
    new VpcSecurityGroupEgressRule(this, 'GlueToAws', {
      securityGroupId: glue.id,
      description: 'HTTPS to S3 and the interface endpoints; its subnets have no road to the internet',
      cidrIpv4: '0.0.0.0/0',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
  }
}
