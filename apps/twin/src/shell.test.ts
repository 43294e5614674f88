import { execFileSync } from 'node:child_process';
import { environmentOf, shellLines } from './shell';

/** Who a shell signs as once it has read the lines. */
const signerAfter = (lines: string) =>
  execFileSync('sh', ['-c', `${lines}echo "$AWS_ACCESS_KEY_ID $AWS_SESSION_TOKEN"`])
    .toString()
    .trim();

describe('what a shell needs', () => {
  const session = shellLines(environmentOf({ AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 'FQ/+==' }));
  const key = shellLines(environmentOf({ AccessKeyId: 'AKIA', SecretAccessKey: 's' }));

  it('signs with a session', () => {
    expect(signerAfter(session)).toBe('ASIA FQ/+==');
  });

  it('leaves nothing of a session to a key that comes after it', () => {
    expect(signerAfter(session + key)).toBe('AKIA');
  });
});
