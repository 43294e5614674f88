import { judgeByRules } from './house';
import type { Rule } from './rule';
import { resourcesOf, stackOf } from './stacks';

/** Has something against every queue, for which a reason named `Open` lets it pass. */
const rule: Rule = (stacks) =>
  resourcesOf(stacks, 'aws_sqs_queue').map((found) => ({ ...found, sentence: "'name' must be good", subject: 'Open' }));
const strict: Rule = (stacks) =>
  resourcesOf(stacks, 'aws_sqs_queue').map((found) => ({ ...found, sentence: "'name' must be good" }));
const stackWith = (type: string, reasons?: Record<string, string>) =>
  stackOf(
    'dev/stacks/dev-x/cdk.tf.json',
    JSON.stringify({
      resource: { [type]: { R: { '//': { metadata: { path: 'dev-x/R' }, ...(reasons && { reasons }) } } } },
    }),
  );

describe("the mall's own rules", () => {
  it('complain where nobody explained', () => {
    expect(judgeByRules([stackWith('aws_sqs_queue')], [rule])).toEqual({
      complaints: ["dev/stacks/dev-x/cdk.tf.json: dev-x/R: 'name' must be good"],
      explained: [],
    });
  });

  it('are content with a written reason', () => {
    expect(judgeByRules([stackWith('aws_sqs_queue', { Open: 'a test' })], [rule])).toEqual({
      complaints: [],
      explained: [{ construct: 'dev-x/R', subject: 'Open', reason: 'a test' }],
    });
  });

  it.each([
    ['another part', stackWith('aws_sqs_queue', { Shut: 'a test' }), 2, [rule]],
    ['what breaks no rule', stackWith('aws_sns_topic', { Open: 'a test' }), 1, [rule]],
    ['what no reason excuses', stackWith('aws_sqs_queue', { Open: 'a test' }), 2, [strict]],
  ])('want a reason for %s gone', (_, stack, count, rules) => {
    const { complaints } = judgeByRules([stack], rules);
    expect(complaints).toHaveLength(count);
    expect(complaints.at(-1)).toMatch(
      /^dev\/stacks\/dev-x\/cdk\.tf\.json: dev-x\/R gives a reason for '\w+', which breaks no rule; remove the reason$/,
    );
  });
});
