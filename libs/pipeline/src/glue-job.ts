import { GlueJob as Job } from '@cdktf/provider-aws/lib/glue-job';
import {
  arnOf,
  type EnvironmentSettings,
  nameOf,
  type PolicyStatement,
  propError,
  requireRange,
  ServiceRole,
} from '@mall/foundation';
import { Construct } from 'constructs';

export interface GlueJobProps {
  readonly environment: EnvironmentSettings;
  /** The job's role in the pipeline, part of its name: `extract`. */
  readonly role: string;
  /** What the job does, one sentence. */
  readonly description: string;
  /** `s3://` address of the script. */
  readonly script: string;
  /** `s3://` address of the zip with the jobs' packages. */
  readonly packages: string;
  /** The job's own arguments, without the leading hyphens. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Glue connections that the job runs through. @default none: the job reaches S3 and Glue only */
  readonly connections?: readonly string[];
  readonly securityConfiguration: string;
  /** What the job may do beside writing its log. */
  readonly statements: readonly PolicyStatement[];
  /** Minutes after which Glue stops the job, 2 to 2,880. @default 60 */
  readonly timeoutMinutes?: number;
  /** Minutes after which Glue says that the job takes long; fewer than `timeoutMinutes`. @default 30 */
  readonly notifyAfterMinutes?: number;
  /** Times that Glue tries again after a failure, 0 to 10; for a job that ends in the same state however often it runs. @default 0 */
  readonly maxRetries?: number;
}

export interface GlueJobOutputs {
  readonly name: string;
  /** For those who watch the job: its name before it exists, and the minutes after which it takes long. */
  readonly watched: { readonly name: string; readonly limitMinutes: number };
}

/** A Spark job on Glue 5.0, on the two smallest workers there are, under a role of its own. */
export class GlueJob extends Construct {
  public readonly outputs: GlueJobOutputs;

  constructor(scope: Construct, id: string, props: GlueJobProps) {
    super(scope, id);
    const { environment, timeoutMinutes = 60, notifyAfterMinutes = 30, maxRetries = 0, connections = [] } = props;
    requireRange(this, 'timeoutMinutes', timeoutMinutes, 2, 2880);
    requireRange(this, 'notifyAfterMinutes', notifyAfterMinutes, 1, 2879);
    requireRange(this, 'maxRetries', maxRetries, 0, 10);
    if (notifyAfterMinutes >= timeoutMinutes) {
      throw propError(this, 'notifyAfterMinutes', `fewer than the timeout of ${timeoutMinutes}`, notifyAfterMinutes);
    }
    const name = nameOf(environment, 'pipeline', props.role);
    const role = new ServiceRole(this, 'Role', {
      name,
      service: 'glue.amazonaws.com',
      account: environment.account,
      statements: [writeJobLogs(environment), ...props.statements],
    });
    const job = new Job(this, 'Job', {
      name,
      description: props.description,
      roleArn: role.outputs.arn,
      glueVersion: '5.0',
      workerType: 'G.1X',
      numberOfWorkers: 2,
      executionClass: 'STANDARD',
      command: { name: 'glueetl', pythonVersion: '3', scriptLocation: props.script },
      ...(connections.length === 0 ? {} : { connections: [...connections] }),
      defaultArguments: {
        '--job-language': 'python',
        '--job-bookmark-option': 'job-bookmark-disable',
        '--extra-py-files': props.packages,
        ...Object.fromEntries(Object.entries(props.arguments).map(([key, value]) => [`--${key}`, value])),
      },
      securityConfiguration: props.securityConfiguration,
      timeout: timeoutMinutes,
      maxRetries,
      executionProperty: { maxConcurrentRuns: 1 },
      notificationProperty: { notifyDelayAfter: notifyAfterMinutes },
    });
    this.outputs = { name: job.name, watched: { name, limitMinutes: notifyAfterMinutes } };
  }
}

/** Glue names the groups after the security configuration and the role, and makes them with the first line. */
function writeJobLogs(environment: EnvironmentSettings): PolicyStatement {
  return {
    sid: 'WriteLogs',
    actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:AssociateKmsKey'],
    resources: [arnOf(environment, 'logs', 'log-group:/aws-glue/jobs*')],
    wildcardReason: 'Glue makes the groups itself and names them after role and security configuration',
  };
}
