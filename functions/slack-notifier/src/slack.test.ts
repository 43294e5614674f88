import { inspect } from 'node:util';
import { playSlack, SECRET_WORD, type SlackServer } from '../testing/slack-server';
import { postToSlack } from './slack';

let slack: SlackServer;
beforeAll(async () => {
  slack = await playSlack();
});
afterAll(() => slack.stop());
beforeEach(() => {
  slack.answer();
});

const message = { text: 'web', blocks: [] };
const quick = { retries: 2, longestPauseMs: 1, attemptMs: 60_000 };
const post = (webhook = slack.webhook, withinMs = 120_000, attemptMs = quick.attemptMs) =>
  postToSlack(webhook, message, Date.now() + withinMs, { ...quick, attemptMs });
const failure = async (posting: Promise<void>): Promise<Error> =>
  posting.then(
    () => new Error('it was taken'),
    (error: Error) => error,
  );

describe('postToSlack', () => {
  it('posts once when Slack takes it', async () => {
    await post();
    expect(slack.received).toEqual([message]);
    expect(slack.requests()).toBe(1);
  });

  it('tries again when Slack says that there were too many', async () => {
    slack.answer({ status: 429, headers: { 'Retry-After': '1' } });
    await post();
    expect(slack.received).toEqual([message]);
    expect(slack.requests()).toBe(2);
  });

  it('waits as long as Slack asks, and gives up when that is more than there is', async () => {
    slack.answer({ status: 429, headers: { 'Retry-After': '3600' } });
    expect((await failure(post(slack.webhook, 1_500))).message).toBe(
      'Slack did not take the message: it did not answer in time',
    );
    expect(slack.requests()).toBe(1);
  });

  it.each([{ status: 500 }, { status: 503 }, 'hang' as const])('tries again after %j', async (answer) => {
    slack.answer(answer, answer);
    await post(slack.webhook, 120_000, answer === 'hang' ? 1_000 : quick.attemptMs);
    expect(slack.received).toEqual([message]);
    expect(slack.requests()).toBe(3);
  });

  it('gives up after the last attempt', async () => {
    slack.answer({ status: 500 }, { status: 500 }, { status: 500 });
    expect((await failure(post())).message).toBe('Slack did not take the message: it answered 500');
    expect(slack.requests()).toBe(3);
  });

  it('does not repeat what Slack refuses', async () => {
    slack.answer({ status: 404 });
    expect((await failure(post())).message).toBe('Slack did not take the message: it answered 404');
    expect(slack.requests()).toBe(1);
  });

  it.each([
    ['refused', () => slack.webhook],
    ['out of reach', () => `http://127.0.0.1:1/services/${SECRET_WORD}`],
    ['no address', () => SECRET_WORD],
    ['not encrypted', () => `http://hooks.slack.com/${SECRET_WORD}`],
  ])('never tells the webhook when it is %s', async (_, webhook) => {
    slack.answer({ status: 403 });
    const error = await failure(post(webhook()));
    expect(error.name).toBe('SlackError');
    expect(inspect(error, { depth: null })).not.toContain(SECRET_WORD);
  });
});
