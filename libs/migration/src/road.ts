import { DmsEndpoint } from '@cdktf/provider-aws/lib/dms-endpoint';
import { DmsReplicationTask } from '@cdktf/provider-aws/lib/dms-replication-task';
import { type EnvironmentSettings, nameOf } from '@mall/foundation';
import { Construct } from 'constructs';
import type { DatabaseAccessOutputs } from './database-access';
import { tableMappings } from './table-mappings';
import { taskSettings, type TaskSettings } from './task-settings';

/** A schema of one of the two databases. */
export interface RoadEnd {
  readonly access: DatabaseAccessOutputs;
  readonly schema: string;
}

export interface RoadProps {
  readonly environment: EnvironmentSettings;
  /** Which way, one word: part of names. */
  readonly direction: 'forward' | 'back';
  readonly from: RoadEnd;
  readonly to: RoadEnd;
  readonly tables: readonly string[];
  /** Loads the tables and follows their changes, or follows the changes only. */
  readonly migrationType: 'full-load-and-cdc' | 'cdc';
  readonly settings: TaskSettings;
  readonly replicationInstanceArn: string;
  /** Encrypts what DMS keeps of the connections. */
  readonly kmsKeyArn: string;
  /** Of the task. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface RoadOutputs {
  readonly taskArn: string;
}

/** One direction of copying: an end to read from, an end to write to, and the task, which an operator starts and stops. */
export class Road extends Construct {
  public readonly outputs: RoadOutputs;

  constructor(scope: Construct, id: string, props: RoadProps) {
    super(scope, id);
    const { environment, direction, from, to, tables, tags = {} } = props;
    const task = new DmsReplicationTask(this, 'Task', {
      replicationTaskId: nameOf(environment, 'migration', direction),
      migrationType: props.migrationType,
      replicationInstanceArn: props.replicationInstanceArn,
      sourceEndpointArn: this.#endpoint('source', from.access, props),
      targetEndpointArn: this.#endpoint('target', to.access, props),
      tableMappings: tableMappings({ fromSchema: from.schema, toSchema: to.schema, tables }),
      replicationTaskSettings: taskSettings(props.settings),
      // Data move when the guide says so, not when somebody applies.
      startReplicationTask: false,
      tags: { ...tags },
    });
    this.outputs = { taskArn: task.replicationTaskArn };
  }

  #endpoint(type: 'source' | 'target', access: DatabaseAccessOutputs, props: RoadProps): string {
    return new DmsEndpoint(this, type === 'source' ? 'Source' : 'Target', {
      endpointId: nameOf(props.environment, 'migration', `${props.direction}-${type}`),
      endpointType: type,
      engineName: 'mysql',
      secretsManagerArn: access.secretArn,
      secretsManagerAccessRoleArn: access.roleArn,
      sslMode: access.sslMode,
      certificateArn: access.certificateArn,
      kmsKeyArn: props.kmsKeyArn,
      // Tables are filled side by side, children before parents: the source has checked their keys.
      ...(type === 'target' ? { extraConnectionAttributes: 'initstmt=SET FOREIGN_KEY_CHECKS=0' } : {}),
    }).endpointArn;
  }
}
