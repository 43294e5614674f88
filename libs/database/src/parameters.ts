import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { Construct } from 'constructs';

export interface ParametersProps {
  /** Physical name, from `nameOf`. */
  readonly name: string;
}

export interface ParametersOutputs {
  readonly name: string;
}

/** Settings of MySQL that differ from RDS's own defaults; all of them take effect without a restart. */
const settings: Readonly<Record<string, string>> = {
  character_set_server: 'utf8mb4',
  collation_server: 'utf8mb4_0900_ai_ci',
  // A client without TLS is refused.
  require_secure_transport: '1',
  // Stays on the instance, for a day: its statements hold customers' values.
  slow_query_log: '1',
  long_query_time: '2',
  log_output: 'FILE',
  // Whole rows in the binary log, as replication to another system reads them.
  binlog_format: 'ROW',
};

/** The parameter group of the database. */
export class Parameters extends Construct {
  public readonly outputs: ParametersOutputs;

  constructor(scope: Construct, id: string, props: ParametersProps) {
    super(scope, id);
    const group = new DbParameterGroup(this, 'Group', {
      name: props.name,
      family: 'mysql8.4',
      description: 'Unicode, TLS only, slow queries logged',
      parameter: Object.entries(settings).map(([name, value]) => ({ name, value, applyMethod: 'immediate' })),
    });
    this.outputs = { name: group.name };
  }
}
