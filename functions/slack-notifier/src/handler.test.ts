import { alarmMessage } from '../testing/messages';
import { notifier } from '../testing/notifier';
import { playSlack, SECRET_WORD, type SlackServer } from '../testing/slack-server';

const context = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 60_000 };
const delivery = (...texts: readonly string[]) =>
  ({ Records: texts.map((Message) => ({ Sns: { Message } })) }) as never;

describe('handler', () => {
  const lines: string[] = [];
  let slack: SlackServer;
  beforeAll(async () => {
    slack = await playSlack();
    Object.assign(process.env, {
      ENVIRONMENT: 'dev',
      WEBHOOK_SECRET_ARN: 'arn:secret',
      POSTED_TABLE: 'posted',
      JOB_LIMITS: '{"extract":30}',
      RUNBOOK_URL: 'https://runbooks',
      AWS_REGION: 'ap-northeast-1',
      // The logger writes through the console then, where the test can listen.
      POWERTOOLS_DEV: 'true',
    });
    for (const method of ['info', 'warn', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation((...printed: unknown[]) => void lines.push(String(printed[0])));
    }
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    lines.length = 0;
    notifier(slack.webhook);
  });

  it('posts what the topic delivers and logs which it was', async () => {
    slack.answer();
    const { handler } = await import('./handler');
    await handler(delivery(alarmMessage()), context);
    expect(slack.received).toHaveLength(1);
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'INFO', outcome: 'posted', request_id: 'r1' });
  });

  it('fails when Slack refuses, and no line of its log holds the webhook', async () => {
    slack.answer({ status: 403 });
    const { handler } = await import('./handler');
    await expect(handler(delivery(alarmMessage()), context)).rejects.toThrow('it answered 403');
    expect(JSON.parse(lines.join(''))).toMatchObject({ level: 'ERROR', error: { name: 'SlackError' } });
    expect(lines.join('')).not.toContain(SECRET_WORD);
  });
});
