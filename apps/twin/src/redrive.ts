import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Command } from 'commander';
import { clientSettings } from './clients';
import { runningTwin } from './emulator';
import { UsageError } from './errors';

/** Adds the command `redrive`. */
export function addRedriveCommand(program: Command): void {
  program
    .command('redrive')
    .description('invoke a function again with every event of its dead-letter queue, when what failed is mended')
    .argument('<function>', 'the end of its name: survey-parser')
    .option('--look', 'show the events and why they failed, and leave them where they are', false)
    .action((name: string, { look }: { look: boolean }) => redrive(name, look));
}

/** A message that Lambda put into a dead-letter queue: the event as it came, and three attributes. */
interface DeadLetter {
  readonly event: string;
  readonly error: string;
  readonly receipt: string;
}

/**
 * Empties a function's dead-letter queue into the function, event by event, through AWS's own APIs only. An event leaves the queue when
 * Lambda has accepted it again; one that fails again comes back to the queue.
 *
 * @throws UsageError when no function of that name has such a queue.
 */
export async function redrive(name: string, isLook: boolean): Promise<void> {
  const settings = clientSettings(runningTwin());
  const lambda = new LambdaClient(settings);
  const sqs = new SQSClient(settings);
  const functionName = await functionNamed(lambda, name);
  const { DeadLetterConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const queue = DeadLetterConfig?.TargetArn?.split(':').at(-1);
  if (queue === undefined) throw new UsageError(`${functionName} has no dead-letter queue`);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  let count = 0;
  for (const { event, error, receipt } of await deadLetters(sqs, QueueUrl ?? '', isLook)) {
    count += 1;
    process.stdout.write(`${error}: ${event}\n`);
    if (isLook) continue;
    await lambda.send(
      new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: Buffer.from(event) }),
    );
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
  }
  process.stdout.write(`${count} dead letters of ${functionName}${isLook ? '' : ' invoke it again'}.\n`);
}

async function functionNamed(lambda: LambdaClient, ending: string): Promise<string> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const names = Functions.flatMap(({ FunctionName }) => FunctionName ?? []);
  const found = names.find((name) => name === ending || name.endsWith(`-${ending}`));
  if (found === undefined) throw new UsageError(`no function is named ${ending}; there are ${names.join(', ')}`);
  return found;
}

/** What lies in the queue now; who only looks hides nothing from others. */
async function deadLetters(sqs: SQSClient, queueUrl: string, isLook: boolean): Promise<readonly DeadLetter[]> {
  const letters: DeadLetter[] = [];
  const seen = new Set<string>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        ...(isLook ? { VisibilityTimeout: 0 } : {}),
      }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    if (fresh.length === 0) return letters;
    for (const { MessageId = '', Body = '', MessageAttributes, ReceiptHandle = '' } of fresh) {
      seen.add(MessageId);
      letters.push({ event: Body, error: MessageAttributes?.ErrorMessage?.StringValue ?? '', receipt: ReceiptHandle });
    }
  }
}
