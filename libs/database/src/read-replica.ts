import { DbInstance, type DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import { skipCheck } from '@mall/foundation';
import { Construct } from 'constructs';
import { defineLogGroups } from './logs';

export interface ReadReplicaProps {
  /** Physical name, from `nameOf`. */
  readonly identifier: string;
  /** Identifier of the instance that it follows. */
  readonly sourceIdentifier: string;
  readonly settings: Partial<DbInstanceConfig> & Pick<DbInstanceConfig, 'instanceClass'>;
  readonly dataKeyArn: string;
}

export interface ReadReplicaOutputs {
  readonly identifier: string;
  /** Host name for readers that may see data some seconds old. */
  readonly address: string;
}

/** An instance that follows the database and answers reads. It takes encryption, subnets and master user from its source. */
export class ReadReplica extends Construct {
  public readonly outputs: ReadReplicaOutputs;

  constructor(scope: Construct, id: string, props: ReadReplicaProps) {
    super(scope, id);
    const { identifier } = props;
    const replica = new DbInstance(this, 'Instance', {
      ...props.settings,
      identifier,
      replicateSourceDb: props.sourceIdentifier,
      // RDS takes no last snapshot of a replica: all it holds is in its source.
      skipFinalSnapshot: true,
      dependsOn: defineLogGroups(this, identifier, props.dataKeyArn),
    });
    skipCheck(replica, 'CKV_AWS_157', 'its source has a standby, and another replica is made from it at any time');
    skipCheck(replica, 'CKV_AWS_293', 'all that it holds is in its source, which is protected');
    this.outputs = { identifier: replica.identifier, address: replica.address };
  }
}
