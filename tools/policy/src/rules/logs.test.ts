import { logs } from './logs';
import { findings, stackWith } from './testing';

const group = { name: '/aws/lambda/f', retention_in_days: 365, kms_key_id: 'key' };
const writer = { logging_config: { log_group: '${aws_cloudwatch_log_group.G.name}' } };
const writing = (ofGroup: object, ofFunction: object = writer) =>
  findings(logs, stackWith({ aws_cloudwatch_log_group: { G: ofGroup }, aws_lambda_function: { F: ofFunction } }));

describe('logs', () => {
  it('are encrypted and kept for a year', () => {
    expect(writing(group)).toEqual([]);
  });

  it.each([
    ['too short', { ...group, retention_in_days: 364 }, "'retention_in_days' must be at least 365, got 364"],
    ['without end', { ...group, retention_in_days: undefined }, "'retention_in_days' must be at least 365, got none"],
    ['in the clear', { ...group, kms_key_id: undefined }, "'kms_key_id' must be a key of ours, got none"],
  ])('are refused when kept %s', (_, given, sentence) => {
    expect(writing(given)).toEqual([`G: ${sentence}`]);
  });

  it('of a function do not go where nobody looks after them', () => {
    expect(writing(group, {})).toEqual(["F: 'logging_config' must name a log group of its stack, got none"]);
  });

  it('of a build do not go where nobody looks after them', () => {
    expect(findings(logs, stackWith({ aws_codebuild_project: { B: { logs_config: {} } } }))).toEqual([
      "B: 'logs_config' must name a log group of its stack, got none",
    ]);
  });
});
