import { synthesize, testEnvironment as environment } from '@mall/foundation';
import { Migration } from './migration';
import type { MigrationProps } from './migration-props';
import { rdsAuthority } from './rds-authority';

const source: MigrationProps['source'] = {
  secretArn: 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:old-AbCdEf',
  secretKeyArn: 'arn:aws:kms:ap-northeast-1:111122223333:key/old',
  cidrBlock: '192.168.10.0/24',
  port: 3307,
  schema: 'shop',
  certificateAuthority: rdsAuthority,
  certificateNamesHost: false,
};
const migration = (props: Partial<MigrationProps> = {}) =>
  synthesize((stack) => {
    new Migration(stack, 'Migration', {
      environment,
      network: { vpcId: 'vpc-1', wasSubnetIds: ['subnet-a', 'subnet-c'] },
      database: {
        endpointAddress: 'db.example',
        endpointPort: 3306,
        databaseName: 'mall',
        clientSecurityGroupId: 'sg-client',
      },
      deletion: { mode: 'protected' },
      source,
      tables: ['customer', 'purchase'],
      wayBack: { mode: 'replicated' },
      serviceRoles: { mode: 'made' },
      availability: { mode: 'multiAz' },
      ...props,
    });
  });
const task = (id: string, props: Partial<MigrationProps> = {}) => {
  const found = migration(props)
    .all('aws_dms_replication_task')
    .find(({ replication_task_id }) => replication_task_id === `mall-dev-migration-${id}`);
  if (found === undefined) throw new Error(`no task ${id}`);
  return found;
};
const parsed = (text: unknown): unknown => JSON.parse(String(text));

describe('Migration', () => {
  it('loads the tables of one schema into the other and follows their changes', () => {
    expect(task('forward')).toMatchObject({ migration_type: 'full-load-and-cdc' });
    expect(parsed(task('forward').table_mappings)).toEqual({
      rules: [
        {
          'rule-id': '1',
          'rule-name': 'include-customer',
          'rule-type': 'selection',
          'rule-action': 'include',
          'object-locator': { 'schema-name': 'shop', 'table-name': 'customer' },
        },
        {
          'rule-id': '2',
          'rule-name': 'include-purchase',
          'rule-type': 'selection',
          'rule-action': 'include',
          'object-locator': { 'schema-name': 'shop', 'table-name': 'purchase' },
        },
        {
          'rule-id': '3',
          'rule-name': 'rename-schema',
          'rule-type': 'transformation',
          'rule-target': 'schema',
          'rule-action': 'rename',
          'object-locator': { 'schema-name': 'shop' },
          value: 'mall',
        },
      ],
    });
  });

  it('takes names for what they are, not for patterns', () => {
    const rules = JSON.stringify(parsed(task('forward', { tables: ['order_item'] }).table_mappings));
    expect(rules).toContain('"table-name":"order[_]item"');
  });

  it('renames nothing when both schemas have one name', () => {
    const { table_mappings } = task('forward', { source: { ...source, schema: 'mall' } });
    expect(String(table_mappings)).not.toContain('transformation');
  });

  it('compares every row, and stops rather than cut a value short', () => {
    expect(parsed(task('forward').replication_task_settings)).toMatchObject({
      ValidationSettings: { EnableValidation: true },
      Logging: { EnableLogging: true },
      ErrorBehavior: { DataTruncationErrorPolicy: 'STOP_TASK' },
    });
  });

  it('uses the documented defaults', () => {
    expect(migration().only('aws_dms_replication_instance')).toMatchObject({
      replication_instance_class: 'dms.t3.medium',
      allocated_storage: 50,
    });
    expect(parsed(task('forward').replication_task_settings)).toMatchObject({
      FullLoadSettings: { TargetTablePrepMode: 'TRUNCATE_BEFORE_LOAD', MaxFullLoadSubTasks: 8 },
      TargetMetadata: { LobMaxSize: 64 },
    });
  });

  it('moves nothing by itself: people start and stop tasks', () => {
    for (const { start_replication_task } of migration().all('aws_dms_replication_task')) {
      expect(start_replication_task).toBe(false);
    }
  });

  it('has a way back that follows changes and empties no table', () => {
    const back = task('back');
    expect(back.migration_type).toBe('cdc');
    expect(parsed(back.replication_task_settings)).toMatchObject({
      FullLoadSettings: { TargetTablePrepMode: 'DO_NOTHING' },
    });
    expect(String(back.table_mappings)).toContain('"rule-action":"rename","value":"shop"');
  });

  it('says on the forward task why there is no way back', () => {
    const wayBack = { mode: 'none', reason: 'a rehearsal that nobody buys in' } as const;
    expect(migration({ wayBack }).all('aws_dms_replication_task')).toHaveLength(1);
    expect(task('forward', { wayBack }).tags).toEqual({ noWayBackReason: 'a rehearsal that nobody buys in' });
  });

  it('is a client of the database that the internet cannot call', () => {
    const json = migration();
    expect(json.only('aws_dms_replication_instance')).toMatchObject({
      publicly_accessible: false,
      multi_az: true,
      auto_minor_version_upgrade: true,
      vpc_security_group_ids: ['sg-client', expect.stringContaining('aws_security_group.')],
    });
    expect(json.only('aws_dms_replication_subnet_group').subnet_ids).toEqual(['subnet-a', 'subnet-c']);
    expect(json.all('aws_vpc_security_group_ingress_rule')).toEqual([]);
    expect(
      json.all('aws_vpc_security_group_egress_rule').map(({ cidr_ipv4, from_port }) => [cidr_ipv4, from_port]),
    ).toEqual([
      ['0.0.0.0/0', 443],
      ['192.168.10.0/24', 3307],
    ]);
  });

  it('speaks TLS with both databases, and checks the name wherever the certificate has it', () => {
    const modes = (props = {}) =>
      Object.fromEntries(
        migration(props)
          .all('aws_dms_endpoint')
          .map(({ endpoint_id, ssl_mode }) => [String(endpoint_id).replace('mall-dev-migration-', ''), ssl_mode]),
      );
    expect(modes()).toEqual({
      'forward-source': 'verify-ca',
      'forward-target': 'verify-full',
      'back-source': 'verify-full',
      'back-target': 'verify-ca',
    });
    expect(modes({ source: { ...source, certificateNamesHost: true } })).toMatchObject({
      'forward-source': 'verify-full',
    });
  });

  it('has passwords in secrets only, and a role for each that reads no other', () => {
    const json = migration();
    for (const endpoint of json.all('aws_dms_endpoint')) {
      expect(Object.keys(endpoint)).not.toEqual(expect.arrayContaining(['password']));
      expect(endpoint).toHaveProperty('secrets_manager_arn');
    }
    const readers = json
      .all('aws_iam_role_policy')
      .map(({ policy }) => parsed(policy) as { Statement: { Resource: unknown }[] });
    expect(readers.map(({ Statement }) => Statement[0]?.Resource)).toEqual([
      expect.stringMatching(/^\$\{aws_secretsmanager_secret\.Migration_User_/),
      source.secretArn,
    ]);
    expect(json.only('aws_secretsmanager_secret_version').secret_string_wo).toContain('"host" = "db.example"');
  });

  it('logs into an encrypted group that is there before DMS would make it', () => {
    const json = migration();
    const { kms_key_arn, depends_on } = json.only('aws_dms_replication_instance');
    expect(json.only('aws_cloudwatch_log_group')).toMatchObject({
      name: 'dms-tasks-mall-dev-migration-replication',
      kms_key_id: kms_key_arn,
      retention_in_days: 365,
    });
    expect(depends_on).toEqual([expect.stringContaining('aws_cloudwatch_log_group.')]);
  });

  it("makes the account's two roles of DMS before it needs them, unless they are there", () => {
    const names = (json: ReturnType<typeof migration>) => json.all('aws_iam_role').map(({ name }) => name);
    const made = migration();
    expect(names(made)).toEqual(expect.arrayContaining(['dms-vpc-role', 'dms-cloudwatch-logs-role']));
    expect(made.only('aws_dms_replication_subnet_group').depends_on).toHaveLength(2);
    expect(names(migration({ serviceRoles: { mode: 'present' } }))).toEqual([
      'mall-dev-migration-mall',
      'mall-dev-migration-two-tier',
    ]);
  });
});

describe('Migration refuses', () => {
  const wrong = (change: Partial<MigrationProps['source']>) => ({ source: { ...source, ...change } });
  it.each<[string, Partial<MigrationProps>]>([
    [
      "'deletion.mode' must be 'protected' where customers' data are brought in, got disposable",
      { deletion: { mode: 'disposable', reason: 'a rehearsal' } },
    ],
    ["'source.secretArn' must be an ARN of secretsmanager, got old", wrong({ secretArn: 'old' })],
    ["'source.secretKeyArn' must be an ARN of kms, got alias/old", wrong({ secretKeyArn: 'alias/old' })],
    ["'source.cidrBlock' must be a network of /8 to /32", wrong({ cidrBlock: '0.0.0.0/0' })],
    ["'source.port' must be between 1 and 65535, got 0", wrong({ port: 0 })],
    ["'source.schema' must be a name of up to 64 letters, digits, _ and $, got shop%", wrong({ schema: 'shop%' })],
    [
      "'source.certificateAuthority' must be the PEM text of an authority that signs certificates, got nonsense",
      wrong({ certificateAuthority: 'nonsense' }),
    ],
    ["'tables' must be a list of at least 1, got 0 entries", { tables: [] }],
    ["'tables' must be names of up to 64 letters, digits, _ and $, got %", { tables: ['customer', '%'] }],
    ["'tables' must be tables named once, got review,review", { tables: ['review', 'review'] }],
    ["'instanceClass' must be a class of replication instances such as dms.t3.medium", { instanceClass: 't3.medium' }],
    ["'storageGib' must be between 5 and 6144, got 4", { storageGib: 4 }],
    ["'parallelTables' must be between 1 and 49, got 50", { parallelTables: 50 }],
    ["'longestValueKib' must be between 1 and 102400, got 0", { longestValueKib: 0 }],
    ["'wayBack.reason' must be a sentence of 8 to 256 letters", { wayBack: { mode: 'none', reason: 'no' } }],
    [
      "'availability.reason' must be a sentence of 8 to 256 letters",
      { availability: { mode: 'singleZone', reason: '' } },
    ],
    [
      "'network.wasSubnetIds' must be a list of at least 2, got 1 entries",
      { network: { vpcId: 'v', wasSubnetIds: ['s'] } },
    ],
  ])('%s', (sentence, props) => {
    expect(() => migration(props)).toThrow(`test/Migration: ${sentence}`);
  });
});
