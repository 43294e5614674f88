import { secrets } from './secrets';
import { findings, stackWith } from './testing';

const holding = (given: object) => findings(secrets, stackWith({ aws_lambda_function: { F: given } }));

describe('secrets', () => {
  it.each([
    ['password', { password: 'hunter2' }, 'a literal'],
    ['secret_string_wo', { nested: [{ secret_string_wo: 'hunter2' }] }, 'a literal'],
    ['KEY', { environment: { variables: { KEY: `AKIA${'A'.repeat(16)}` } } }, 'an access key of AWS'],
    ['user_data', { user_data: 'echo -----BEGIN RSA PRIVATE KEY-----' }, 'a private key'],
    ['URL', { environment: { variables: { URL: 'https://hooks.slack.com/services/T0/B0' } } }, 'a webhook of Slack'],
    ['token', { token: 'xoxb-1' }, 'a token of Slack'],
    ['token', { token: `ghp_${'a'.repeat(20)}` }, 'a token of GitHub'],
  ])('never stand in %s', (argument, given, found) => {
    expect(holding(given)).toEqual([`F: '${argument}' must be a reference to a generated secret, got ${found}`]);
  });

  it.each([
    { secret_string_wo: '${ephemeral.aws_secretsmanager_random_password.P.random_password}' },
    { environment: { variables: { SECRET: 'arn:aws:secretsmanager:r:1:secret:x' } } },
  ])('are referred to: %j', (given) => {
    expect(holding(given)).toEqual([]);
  });
});
