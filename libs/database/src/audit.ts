import { DbOptionGroup } from '@cdktf/provider-aws/lib/db-option-group';
import { Construct } from 'constructs';

export interface AuditProps {
  /** Physical name, from `nameOf`. */
  readonly name: string;
  /** Version of MySQL, `8.4`. */
  readonly majorEngineVersion: string;
}

export interface AuditOutputs {
  readonly optionGroupName: string;
}

/**
 * Who came in or was refused, who changed tables, and who changed users and rights. Not the statements on rows: their text holds
 * customers' values, and every order would be written twice. The plugin masks passwords. It is offered for every MySQL 8.4 (Amazon
 * RDS: Options for MySQL DB instances).
 */
const settings: Readonly<Record<string, string>> = {
  SERVER_AUDIT_EVENTS: 'CONNECT,QUERY_DDL,QUERY_DCL',
  // RDS's own agent connects every few seconds.
  SERVER_AUDIT_EXCL_USERS: 'rdsadmin',
};

/** The option group with the audit plugin, whose log RDS brings to CloudWatch as `audit`. */
export class Audit extends Construct {
  public readonly outputs: AuditOutputs;

  constructor(scope: Construct, id: string, props: AuditProps) {
    super(scope, id);
    const group = new DbOptionGroup(this, 'OptionGroup', {
      name: props.name,
      engineName: 'mysql',
      majorEngineVersion: props.majorEngineVersion,
      optionGroupDescription: 'Audit of connections, definitions and rights',
      option: [
        {
          optionName: 'MARIADB_AUDIT_PLUGIN',
          optionSettings: Object.entries(settings).map(([name, value]) => ({ name, value })),
        },
      ],
    });
    this.outputs = { optionGroupName: group.name };
  }
}
