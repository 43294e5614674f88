import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { Database } from './database';
import type { DatabaseProps } from './database-props';

const database = (props: Partial<DatabaseProps> = {}) =>
  synthesize((stack) => {
    new Database(stack, 'Database', {
      environment,
      network: { vpcId: 'vpc-1', databaseSubnetIds: ['subnet-a', 'subnet-c'] },
      instanceClass: 'db.t4g.medium',
      availability: { mode: 'multiAz' },
      deletion: { mode: 'protected' },
      engineSupport: { mode: 'extended' },
      ...props,
    });
  });
const instance = (props: Partial<DatabaseProps> = {}) => database(props).only('aws_db_instance');
const ownRotation = { credentials: { mode: 'ownRotation' } } as const;
const disposable = { mode: 'disposable', reason: 'only generated data' } as const;

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
    expect(json.all('aws_cloudwatch_log_group')).toMatchObject(
      ['audit', 'error'].map((log) => ({
        name: `/aws/rds/instance/mall-dev-database-shop/${log}`,
        retention_in_days: 365,
      })),
    );
    expect(json.all('aws_cloudwatch_log_group').map((group) => group.kms_key_id)).toEqual(
      Array(2).fill(json.only('aws_db_instance').kms_key_id),
    );
    expect(json.only('aws_db_instance')).toMatchObject({
      enabled_cloudwatch_logs_exports: ['audit', 'error'],
      depends_on: ['audit', 'error'].map((log): unknown => expect.stringContaining(`Log-${log}`)),
    });
  });

  it("writes down who came in and who changed tables or rights, but no customer's values", () => {
    const group = database().only('aws_db_option_group');
    expect(group).toMatchObject({ engine_name: 'mysql', major_engine_version: '8.4' });
    expect(group.option).toEqual([
      {
        option_name: 'MARIADB_AUDIT_PLUGIN',
        option_settings: [
          { name: 'SERVER_AUDIT_EVENTS', value: 'CONNECT,QUERY_DDL,QUERY_DCL' },
          { name: 'SERVER_AUDIT_EXCL_USERS', value: 'rdsadmin' },
        ],
      },
    ]);
    expect(instance().option_group_name).toMatch(/^\$\{aws_db_option_group\./);
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
    expect(instance({ deletion: disposable })).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
      delete_automated_backups: true,
    });
    expect(instance({ deletion: disposable }).lifecycle).not.toHaveProperty('prevent_destroy');
  });

  it('has a standby in the other zone unless a reason says why not', () => {
    expect(instance().multi_az).toBe(true);
    const singleZone = { mode: 'singleZone', reason: 'nobody is waiting' } as const;
    expect(instance({ availability: singleZone, deletion: disposable }).multi_az).toBe(false);
    expect(() => database({ availability: { ...singleZone, reason: '' }, deletion: disposable })).toThrow(
      'a sentence that says why',
    );
  });

  it('pays for support after 2029, or says why an upgrade by AWS will do', () => {
    expect(instance()).toMatchObject({ engine_lifecycle_support: 'open-source-rds-extended-support' });
    expect(instance({ engineSupport: { mode: 'standard', reason: 'goes first' } })).toMatchObject({
      engine_lifecycle_support: 'open-source-rds-extended-support-disabled',
      tags: { standardSupportReason: 'goes first' },
    });
  });
});

describe('A password of our own', () => {
  it('is told to the instance and to the secret, and kept nowhere else', () => {
    const json = database(ownRotation);
    const master = json.only('aws_db_instance');
    const word = /^\$\{(ephemeral\.[\w.]+)\}$/.exec(String(master.password_wo))?.[1] ?? 'none';
    expect(master).not.toHaveProperty('manage_master_user_password');
    expect(master.password_wo_version).toBe(1);
    const written = json
      .all('aws_secretsmanager_secret_version')
      .map(({ secret_string_wo }) => String(secret_string_wo))
      .filter((text) => text.includes(word));
    expect(written).toEqual([expect.stringContaining('"username" = "mall_admin"')]);
    expect(written[0]).toMatch(/"engine" = "mysql", "host" = aws_db_instance\.[\w.]+\.address, "port" = /);
    expect(json.json).toHaveProperty(`${word.replace('.random_password', '')}.password_length`, 41);
  });

  it('is changed every 30 days by a function that reaches the database and AWS only', () => {
    const json = database(ownRotation);
    expect(json.only('aws_secretsmanager_secret_rotation')).toMatchObject({
      secret_id: expect.stringContaining('aws_secretsmanager_secret_version.'),
      rotation_rules: { automatically_after_days: 30 },
    });
    expect(json.only('aws_serverlessapplicationrepository_cloudformation_stack')).toMatchObject({
      semantic_version: '1.1.225',
      parameters: { vpcSubnetIds: 'subnet-a,subnet-c', functionName: 'mall-dev-database-rotation' },
    });
    const ports = json
      .all('aws_vpc_security_group_egress_rule')
      .filter(({ security_group_id }) => String(security_group_id).includes('Rotation'))
      .map(({ from_port }) => from_port);
    expect(ports).toEqual([443, 3306]);
  });
});

describe('Read replicas', () => {
  const [source, ...replicas] = database({ ...ownRotation, readReplicas: 2 })
    .all('aws_db_instance')
    .toSorted((a, b) => String(a.identifier).localeCompare(String(b.identifier)));

  it('are none unless they are asked for', () => {
    expect(database().all('aws_db_instance')).toHaveLength(1);
  });

  it('follow the database, behind the same walls and under the same eyes', () => {
    expect(replicas.map(({ identifier }) => identifier)).toEqual([
      'mall-dev-database-shop-replica-1',
      'mall-dev-database-shop-replica-2',
    ]);
    for (const replica of replicas) {
      expect(replica.replicate_source_db).toMatch(/^\$\{aws_db_instance\.Database_Instance_\w+\.identifier\}$/);
      for (const shared of [
        'vpc_security_group_ids',
        'publicly_accessible',
        'storage_encrypted',
        'parameter_group_name',
        'option_group_name',
        'enabled_cloudwatch_logs_exports',
        'monitoring_role_arn',
      ]) {
        expect([shared, replica[shared]]).toEqual([shared, source?.[shared]]);
      }
    }
  });

  it('can be taken away while the database is protected', () => {
    for (const replica of replicas) {
      expect(replica).not.toHaveProperty('deletion_protection');
      expect(replica.lifecycle).not.toHaveProperty('prevent_destroy');
    }
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
    [
      "'readReplicas' must be 0 while RDS manages the master password, got 1; choose credentials of mode 'ownRotation'",
      { readReplicas: 1 },
    ],
    ["'readReplicas' must be between 0 and 15, got 16", { ...ownRotation, readReplicas: 16 }],
    [
      "'credentials.rotationDays' must be between 1 and 1000, got 0",
      { credentials: { mode: 'ownRotation', rotationDays: 0 } },
    ],
    [
      "'credentials.applicationVersion' must be three numbers such as 1.1.225, got latest",
      { credentials: { mode: 'ownRotation', applicationVersion: 'latest' } },
    ],
    [
      "'engineSupport.reason' must be a sentence of 8 to 256 letters",
      { engineSupport: { mode: 'standard', reason: 'later' } },
    ],
    [
      "'availability.mode' must be 'multiAz' where deletion is protected, got singleZone; data worth protecting must outlive a zone",
      { availability: { mode: 'singleZone', reason: 'saves money' } },
    ],
    ["'network.databaseSubnetIds' must be a list of at least 2", { network: { vpcId: 'v', databaseSubnetIds: ['s'] } }],
  ])('%s', (sentence, props) => {
    expect(() => database(props)).toThrow(`test/Database: ${sentence}`);
  });
});
