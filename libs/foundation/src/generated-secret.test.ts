import { GeneratedSecret, type GeneratedSecretProps } from './generated-secret';
import { GeneratedWord } from './generated-word';
import { synthesize } from './synthesize';

const synthesized = (props: Partial<GeneratedSecretProps> = {}) =>
  synthesize((stack) => {
    new GeneratedSecret(stack, 'Key', {
      name: 'mall-dev-x-key',
      description: 'Opens x, read by y.',
      content: { kind: 'plain' },
      kmsKeyArn: 'arn:key',
      deletion: { mode: 'protected' },
      ...props,
    });
  });

const generator = 'ephemeral.aws_secretsmanager_random_password.Key_Word_02252D3E';

describe('GeneratedSecret', () => {
  it('never puts a value in state: it is generated and written, not stored', () => {
    const version = synthesized().only('aws_secretsmanager_secret_version');
    expect(version).toMatchObject({
      secret_string_wo: `\${${generator}.random_password}`,
      secret_string_wo_version: 1,
    });
    expect(Object.keys(version)).not.toContain('secret_string');
  });

  it('uses the documented defaults', () => {
    expect(synthesized().json).toMatchObject({
      ephemeral: {
        aws_secretsmanager_random_password: { Key_Word_02252D3E: { password_length: 43, exclude_punctuation: true } },
      },
    });
  });

  it('of a user is JSON with the name and the generated password', () => {
    const content = { kind: 'user', username: 'analytics' } as const;
    expect(synthesized({ content }).only('aws_secretsmanager_secret_version').secret_string_wo).toBe(
      `\${jsonencode({"username" = "analytics", "password" = ${generator}.random_password})}`,
    );
  });

  it('can be brought back for 30 days, unless it is disposable', () => {
    const days = (props = {}) => synthesized(props).only('aws_secretsmanager_secret').recovery_window_in_days;
    expect(days()).toBe(30);
    expect(days({ deletion: { mode: 'disposable', reason: 'a test' } })).toBe(0);
  });

  it('tells a reader where to connect as well', () => {
    const content = { kind: 'user', username: 'u', also: { host: 'db.internal', port: 3306 } } as const;
    expect(synthesized({ content }).only('aws_secretsmanager_secret_version').secret_string_wo).toBe(
      `\${jsonencode({"username" = "u", "password" = ${generator}.random_password, "host" = "db.internal", "port" = 3306})}`,
    );
  });

  it('holds a word that somebody else is told as well', () => {
    const json = synthesized({ word: 'given' });
    expect(json.only('aws_secretsmanager_secret_version').secret_string_wo).toBe('given');
    expect(json.json).not.toHaveProperty('ephemeral');
  });
});

describe('GeneratedWord', () => {
  it.each([15, 129])('refuses %i letters: guessed, or longer than a password may be', (length) => {
    expect(() => synthesize((stack) => void new GeneratedWord(stack, 'Word', { length }))).toThrow(
      `test/Word: 'length' must be between 16 and 128, got ${length}`,
    );
  });
});
