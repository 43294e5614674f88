import { synthesize } from '@mall/foundation';
import { DatabaseConnection } from './database-connection';

const connection = (databaseSubnetIds: readonly string[]) =>
  synthesize((stack) => {
    new DatabaseConnection(stack, 'Connection', {
      environment: { name: 'dev', account: '111122223333', region: 'ap-northeast-1', owner: 'o', stateBucket: 's' },
      network: { zoneNames: ['ap-northeast-1a'], databaseSubnetIds },
      database: {
        endpointAddress: 'db.example',
        endpointPort: 3306,
        databaseName: 'mall',
        analyticsSecretArn: 'secret',
        secretsKeyArn: 'key',
        glueSecurityGroupId: 'sg-glue',
      },
    });
  });

describe('DatabaseConnection', () => {
  it('carries no password', () => {
    expect(Object.keys(connection(['subnet-a']).only('aws_glue_connection').connection_properties as object)).toEqual([
      'JDBC_CONNECTION_URL',
      'JDBC_ENFORCE_SSL',
      'SECRET_ID',
    ]);
  });

  it('needs a subnet', () => {
    expect(() => connection([])).toThrow(
      "test/Connection: 'network.databaseSubnetIds' must be a list of at least 1, got 0 entries",
    );
  });
});
