import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaFunction as Function } from '@cdktf/provider-aws/lib/lambda-function';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { arnOf } from './arn';
import { type PolicyStatement, policyDocument } from './policy';
import { requireRange } from './require';
import { ServiceRole } from './role';
import type { EnvironmentSettings } from './settings';
import { skipCheck } from './skip-check';

/** The zip of a function, as bundling writes it. */
export interface FunctionCode {
  /** Absolute path of the zip. */
  readonly file: string;
  /** Hexadecimal digits of its content's hash. */
  readonly hash: string;
  /** SHA-256 of the zip in base64. */
  readonly sha256: string;
}

export interface LambdaFunctionProps {
  readonly environment: EnvironmentSettings;
  /** Physical name, from `nameOf`; at most 60 characters, as the role and the queue take endings. */
  readonly name: string;
  /** What the function does, one sentence. */
  readonly description: string;
  readonly code: FunctionCode;
  readonly runtime: 'python3.11' | 'nodejs22.x';
  /** `<module>.<function>` inside the zip. */
  readonly handler: string;
  /** 128 to 10,240 MiB; processor time grows with it (AWS Lambda quotas). */
  readonly memoryMib: number;
  /** 1 to 900 s (AWS Lambda quotas). */
  readonly timeoutSeconds: number;
  /** Size of `/tmp`, 512 to 10,240 MiB. @default 512 */
  readonly temporaryMib?: number;
  /** Invocations at once; the account keeps these for the function and gives it no more. */
  readonly reservedConcurrency: number;
  /** ARNs of layer versions. @default none */
  readonly layers?: readonly string[];
  /** Environment variables; never a secret. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the function may do beside writing its log and its dead letters. */
  readonly statements: readonly PolicyStatement[];
  /** ARN of the KMS key for the log and the environment variables; its policy must let CloudWatch Logs use it. */
  readonly kmsKeyArn: string;
  /** Days that log lines are kept, one of CloudWatch's steps. @default 365 */
  readonly logRetentionDays?: number;
  /** Services beside Lambda that put what they could not deliver into the dead-letter queue. @default none */
  readonly deadLetterSenders?: readonly DeadLetterSender[];
}

/** A service that may put undeliverable events of one source into the dead-letter queue. */
export interface DeadLetterSender {
  /** For example `events.amazonaws.com`. */
  readonly service: string;
  /** ARN of the rule or resource in whose name it does. */
  readonly sourceArn: string;
}

export interface LambdaFunctionOutputs {
  readonly arn: string;
  readonly name: string;
  readonly deadLetterQueueArn: string;
  /** Known before anything is applied, for those who watch. */
  readonly deadLetterQueueName: string;
  readonly running: RunningFunction;
}

/** A function as those who watch it know it, before anything is applied. */
export interface RunningFunction {
  /** Physical name. */
  readonly name: string;
  readonly timeoutSeconds: number;
}

/**
 * A function with what every function here has: its own role, an encrypted log group that exists before the first line,
 * and a queue for the events it failed on.
 */
export class LambdaFunction extends Construct {
  public readonly outputs: LambdaFunctionOutputs;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    super(scope, id);
    const { environment, name, layers = [], temporaryMib = 512, logRetentionDays = 365 } = props;
    requireRange(this, 'memoryMib', props.memoryMib, 128, 10_240);
    requireRange(this, 'timeoutSeconds', props.timeoutSeconds, 1, 900);
    requireRange(this, 'temporaryMib', temporaryMib, 512, 10_240);
    requireRange(this, 'reservedConcurrency', props.reservedConcurrency, 1, 1000);

    const log = new CloudwatchLogGroup(this, 'Log', {
      name: `/aws/lambda/${name}`,
      retentionInDays: logRetentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    const queue = defineDeadLetterQueue(this, props);
    const role = new ServiceRole(this, 'Role', {
      name,
      service: 'lambda.amazonaws.com',
      account: environment.account,
      statements: [...ownStatements(props, queue.arn), ...props.statements],
    });
    const zip = new TerraformAsset(this, 'Code', {
      path: props.code.file,
      type: AssetType.FILE,
      assetHash: props.code.hash,
    });
    const lambda = new Function(this, 'Function', {
      functionName: name,
      description: props.description,
      role: role.outputs.arn,
      runtime: props.runtime,
      handler: props.handler,
      architectures: ['x86_64'],
      filename: zip.path,
      sourceCodeHash: props.code.sha256,
      layers: [...layers],
      memorySize: props.memoryMib,
      timeout: props.timeoutSeconds,
      ephemeralStorage: { size: temporaryMib },
      reservedConcurrentExecutions: props.reservedConcurrency,
      environment: { variables: props.variables },
      kmsKeyArn: props.kmsKeyArn,
      deadLetterConfig: { targetArn: queue.arn },
      tracingConfig: { mode: 'PassThrough' },
      loggingConfig: { logFormat: 'JSON', logGroup: log.name },
    });
    skipCheck(
      lambda,
      'CKV_AWS_117',
      'calls AWS services only, over TLS: a network of ours would add a way out, not close one',
    );
    skipCheck(lambda, 'CKV_AWS_272', 'the zip is built from the commit and pinned by its hash in the plan');
    this.outputs = {
      arn: lambda.arn,
      name: lambda.functionName,
      deadLetterQueueArn: queue.arn,
      deadLetterQueueName: deadLetterQueueNameOf(name),
      running: { name, timeoutSeconds: props.timeoutSeconds },
    };
  }
}

/**
 * Keeps failed events for 14 days, the longest that SQS keeps a message. The policy is the queue's own attribute: as a
 * resource by itself it would cost the provider's wait of 25 seconds twice.
 */
function defineDeadLetterQueue(scope: Construct, props: LambdaFunctionProps): SqsQueue {
  const { environment, deadLetterSenders: senders = [] } = props;
  const name = deadLetterQueueNameOf(props.name);
  const mayPut = senders.map(({ service, sourceArn }, at) => ({
    sid: `Sender${at + 1}`,
    actions: ['sqs:SendMessage'],
    resources: [arnOf(environment, 'sqs', name)],
    principals: { Service: [service] },
    conditions: { ArnEquals: { 'aws:SourceArn': sourceArn } },
  }));
  return new SqsQueue(scope, 'DeadLetters', {
    name,
    messageRetentionSeconds: 14 * 24 * 3600,
    sqsManagedSseEnabled: true,
    ...(mayPut.length === 0 ? {} : { policy: policyDocument(mayPut) }),
  });
}

function deadLetterQueueNameOf(functionName: string): string {
  return `${functionName}-dlq`;
}

function ownStatements(props: LambdaFunctionProps, queueArn: string): PolicyStatement[] {
  const { environment, name } = props;
  return [
    {
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [arnOf(environment, 'logs', `log-group:/aws/lambda/${name}:*`)],
    },
    { sid: 'SendDeadLetters', actions: ['sqs:SendMessage'], resources: [queueArn] },
    {
      sid: 'DecryptVariables',
      actions: ['kms:Decrypt'],
      resources: [props.kmsKeyArn],
      conditions: {
        StringEquals: {
          'kms:EncryptionContext:aws:lambda:FunctionArn': arnOf(environment, 'lambda', `function:${name}`),
        },
      },
    },
  ];
}
