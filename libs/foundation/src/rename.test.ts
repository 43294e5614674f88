import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { App, TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { adopt, keepHandingOver, movedFrom } from './rename';

class Mailbox extends Construct {
  readonly inbox = new SqsQueue(this, 'Inbox', { name: 'inbox' });
  readonly outbox = new SqsQueue(new Construct(this, 'Away'), 'Outbox', { name: 'outbox' });
}
/** `moved` blocks in the order of where they lead. */
const movesOf = (stack: TerraformStack) =>
  (jsonOf(stack).moved as { from: string; to: string }[]).sort((one, other) => one.to.localeCompare(other.to));
const newStack = (app = new App({ stackTraces: false })) => new TerraformStack(Testing.stubVersion(app), 'test');
const jsonOf = (stack: TerraformStack) => JSON.parse(Testing.synth(stack));
/** Terraform addresses of the queues of a mailbox that stands at a path. */
const addressesAt = (path: string) => {
  const stack = newStack();
  const ids = path.split('/');
  const scope = ids.slice(0, -1).reduce<Construct>((parent, id) => new Construct(parent, id), stack);
  new Mailbox(scope, String(ids.at(-1)));
  return Object.keys(jsonOf(stack).resource.aws_sqs_queue)
    .map((id) => `aws_sqs_queue.${id}`)
    .sort();
};

describe('movedFrom', () => {
  it.each(['Post', 'Office/Post', 'Default'])('keeps everything in a construct that was %s', (formerPath) => {
    const stack = newStack();
    movedFrom(new Mailbox(stack, 'Mailbox'), formerPath);
    const now = addressesAt('Mailbox');
    expect(movesOf(stack)).toEqual(addressesAt(formerPath).map((from, at) => ({ from, to: now[at] })));
  });

  it('keeps a single resource', () => {
    const stack = newStack();
    movedFrom(new Mailbox(stack, 'Mailbox').outbox, 'Mailbox/Outbox');
    expect(jsonOf(stack).moved).toEqual([
      { from: expect.stringMatching(/^aws_sqs_queue\.Mailbox_Outbox_\w{8}$/), to: addressesAt('Mailbox')[0] },
    ]);
  });

  it.each([
    ['Mailbox', 'another path than its own'],
    ['/Post', 'a path below the stack, such as A/B'],
  ])('refuses to come from %s', (formerPath, allowed) => {
    expect(() => movedFrom(new Mailbox(newStack(), 'Mailbox'), formerPath)).toThrow(
      `test/Mailbox: 'formerPath' must be ${allowed}, got ${formerPath}`,
    );
  });
});

describe('adopt', () => {
  it('takes over what exists instead of making it', () => {
    const stack = newStack();
    adopt(new SqsQueue(stack, 'Queue', { name: 'q' }), 'https://sqs.example/q');
    expect(jsonOf(stack).import).toEqual([{ id: 'https://sqs.example/q', to: 'aws_sqs_queue.Queue' }]);
  });

  it('refuses what is no id', () => {
    expect(() => adopt(new SqsQueue(newStack(), 'Queue', { name: 'q' }), '')).toThrow(
      "test/Queue: 'id' must be the id of an existing resource, as the provider's import takes it, got an empty string",
    );
  });
});

describe('keepHandingOver', () => {
  const outputs = (keep: boolean, read: boolean) => {
    const app = new App({ stackTraces: false });
    const upstream = newStack(app);
    const { inbox } = new Mailbox(upstream, 'Mailbox');
    if (keep) keepHandingOver(inbox, 'arn');
    const downstream = new TerraformStack(app, 'downstream');
    if (read) new SqsQueue(downstream, 'Queue', { name: inbox.arn });
    for (const stack of [downstream, upstream]) stack.prepareStack();
    Testing.synth(downstream);
    return jsonOf(upstream).output;
  };

  it('leaves the output that a reader needed, when there is no reader any more', () => {
    expect(outputs(false, false)).toBeUndefined();
    expect(Object.keys(outputs(true, false))).toHaveLength(1);
    expect(outputs(true, false)).toEqual(outputs(false, true));
    expect(outputs(true, true)).toEqual(outputs(false, true));
  });
});
