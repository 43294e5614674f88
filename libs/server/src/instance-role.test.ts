import type { PolicyStatement } from '@mall/foundation';
import { server } from './testing';

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

const statementsOf = (statements: readonly PolicyStatement[] = []): Statement[] => {
  const policy = JSON.parse(String(server({ statements }).only('aws_iam_role_policy').policy)) as {
    Statement: Statement[];
  };
  return policy.Statement;
};

describe('the role of instances', () => {
  it('opens sessions and takes commands, and reads no parameter of the account', () => {
    const actions = statementsOf().flatMap(({ Action }) => Action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'ssm:UpdateInstanceInformation',
        'ssmmessages:OpenDataChannel',
        'ec2messages:GetMessages',
      ]),
    );
    expect(actions.filter((action) => action.startsWith('ssm:GetParameter'))).toEqual([]);
  });

  it('names what it touches wherever that can be named', () => {
    const unnamed = statementsOf().filter(({ Resource }) => Resource === '*');
    expect(unnamed.map(({ Sid }) => Sid)).toEqual(['TakeSessionsAndCommands', 'PutMetrics']);
  });

  it('delivers clicks, and reads their key through Secrets Manager only', () => {
    expect(statementsOf()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          Action: 'firehose:PutRecordBatch',
          Resource: 'arn:aws:firehose:ap-northeast-1:111122223333:deliverystream/clicks',
        }),
        expect.objectContaining({ Action: 'secretsmanager:GetSecretValue', Resource: 'secret-arn' }),
        expect.objectContaining({
          Action: 'kms:Decrypt',
          Resource: 'secret-key-arn',
          Condition: { StringLike: { 'kms:ViaService': 'secretsmanager.*.amazonaws.com' } },
        }),
      ]),
    );
  });

  it('may do beside that what its tier says', () => {
    const connect = { sid: 'Connect', actions: ['rds-db:connect'], resources: ['user-arn'] };
    expect(statementsOf([connect])).toContainEqual({
      Sid: 'Connect',
      Effect: 'Allow',
      Action: 'rds-db:connect',
      Resource: 'user-arn',
    });
  });
});
