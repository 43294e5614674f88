import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { Database, type DatabaseProps } from './database';

const database = (props: Partial<DatabaseProps> = {}) =>
  synthesize((stack) => {
    new Database(stack, 'Database', {
      environment,
      network: { vpcId: 'vpc-1', databaseSubnetIds: ['subnet-a', 'subnet-c'] },
      instanceClass: 'db.t4g.medium',
      availability: { mode: 'multiAz' },
      deletion: { mode: 'protected' },
      ...props,
    });
  });
const instance = (props: Partial<DatabaseProps> = {}) => database(props).only('aws_db_instance');

describe('Database', () => {
  it('uses the documented defaults', () => {
    expect(instance()).toMatchObject({
      backup_retention_period: 7,
      allocated_storage: 20,
      max_allocated_storage: 200,
      db_name: 'mall',
    });
  });

  it('is reached from inside the network only, by TLS only', () => {
    const json = database();
    expect(instance().publicly_accessible).toBe(false);
    expect(json.only('aws_db_subnet_group').subnet_ids).toEqual(['subnet-a', 'subnet-c']);
    expect(json.only('aws_db_parameter_group').parameter).toContainEqual(
      expect.objectContaining({ name: 'require_secure_transport', value: '1' }),
    );
  });

  it('lets in two security groups on the port of MySQL, and no address', () => {
    const json = database();
    const group = (role: string) => {
      const [logicalId] =
        Object.entries(json.json.resource?.aws_security_group ?? {}).find(
          ([, { name }]) => name === `mall-dev-database-${role}`,
        ) ?? [];
      return `\${aws_security_group.${String(logicalId)}.id}`;
    };
    const rules = json.all('aws_vpc_security_group_ingress_rule');
    expect(rules.filter((rule) => 'cidr_ipv4' in rule || 'cidr_ipv6' in rule)).toEqual([]);
    const toDatabase = rules.filter((rule) => rule.security_group_id === group('instance'));
    expect(toDatabase.map((rule) => rule.referenced_security_group_id)).toEqual([group('client'), group('glue')]);
    for (const rule of toDatabase) expect(rule).toMatchObject({ ip_protocol: 'tcp', from_port: 3306, to_port: 3306 });
    expect(json.only('aws_db_instance').vpc_security_group_ids).toEqual([group('instance')]);
    expect(rules).toContainEqual(
      expect.objectContaining({
        security_group_id: group('glue'),
        referenced_security_group_id: group('glue'),
        from_port: 0,
        to_port: 65_535,
      }),
    );
  });

  it('never puts a password in code or state', () => {
    const { manage_master_user_password, ...rest } = instance();
    expect(manage_master_user_password).toBe(true);
    expect(Object.keys(rest).filter((key) => /^password/.test(key))).toEqual([]);
    expect(database().only('aws_secretsmanager_secret_version').secret_string_wo).toMatch(
      /^\$\{jsonencode\(\{"username" = "analytics", "password" = ephemeral\.[\w.-]+\.random_password\}\)\}$/,
    );
  });

  it('is encrypted with its own key, which opens no password', () => {
    const { kms_key_id, performance_insights_kms_key_id, storage_encrypted, master_user_secret_kms_key_id } =
      instance();
    expect(storage_encrypted).toBe(true);
    expect(performance_insights_kms_key_id).toBe(kms_key_id);
    expect(master_user_secret_kms_key_id).not.toBe(kms_key_id);
    expect(database().only('aws_secretsmanager_secret').kms_key_id).toBe(master_user_secret_kms_key_id);
  });

  it('keeps its logs encrypted, in log groups that are there before it writes', () => {
    const json = database();
    expect(json.all('aws_cloudwatch_log_group')).toEqual([
      expect.objectContaining({ name: '/aws/rds/instance/mall-dev-database-shop/error', retention_in_days: 365 }),
      expect.objectContaining({ name: '/aws/rds/instance/mall-dev-database-shop/slowquery', retention_in_days: 365 }),
    ]);
    expect(json.all('aws_cloudwatch_log_group').map((group) => group.kms_key_id)).toEqual(
      Array(2).fill(json.only('aws_db_instance').kms_key_id),
    );
    expect(json.only('aws_db_instance')).toMatchObject({
      enabled_cloudwatch_logs_exports: ['error', 'slowquery'],
      depends_on: [expect.stringContaining('Log-error'), expect.stringContaining('Log-slowquery')],
    });
  });

  it('leaves its port to AWS, so that clients ask for it', () => {
    expect(Object.keys(instance())).not.toContain('port');
  });

  it('survives a destroy when it is protected', () => {
    expect(instance({ deletion: { mode: 'protected' } })).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: 'mall-dev-database-final',
      delete_automated_backups: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  it('goes without a trace when it is disposable', () => {
    expect(instance({ deletion: { mode: 'disposable', reason: 'only generated data' } })).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
      delete_automated_backups: true,
    });
    expect(instance({ deletion: { mode: 'disposable', reason: 'only generated data' } }).lifecycle).not.toHaveProperty(
      'prevent_destroy',
    );
  });

  it('has a standby in the other zone unless a reason says why not', () => {
    expect(instance().multi_az).toBe(true);
    const singleZone = { mode: 'singleZone', reason: 'nobody is waiting' } as const;
    expect(instance({ availability: singleZone }).multi_az).toBe(false);
    expect(() => database({ availability: { ...singleZone, reason: '' } })).toThrow('a sentence that says why');
  });
});

describe('Database refuses', () => {
  it.each<[string, Partial<DatabaseProps>]>([
    [
      "'instanceClass' must be an instance class with Performance Insights such as db.t4g.medium",
      { instanceClass: 'db.t4g.micro' },
    ],
    ["'backupRetentionDays' must be between 1 and 35, got 0", { backupRetentionDays: 0 }],
    ["'backupRetentionDays' must be between 1 and 35, got 36", { backupRetentionDays: 36 }],
    ["'storageGib' must be between 20 and 65536, got 10", { storageGib: 10 }],
    ["'storageLimitGib' must be between 110 and 65536, got 100", { storageGib: 100, storageLimitGib: 100 }],
    ["'databaseName' must be lower case letters, digits and _, got mall-shop", { databaseName: 'mall-shop' }],
    ["'network.databaseSubnetIds' must be a list of at least 2", { network: { vpcId: 'v', databaseSubnetIds: ['s'] } }],
  ])('%s', (sentence, props) => {
    expect(() => database(props)).toThrow(`test/Database: ${sentence}`);
  });
});
