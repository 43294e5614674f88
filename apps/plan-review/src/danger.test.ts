import { changeOf, reviewOf, said } from './plans.fixture';

const update = (address: string, before: object, after: object, more: object = {}) =>
  changeOf(address, { actions: ['update'], before, after, ...more });
const create = (address: string, after: object, more: object = {}) =>
  changeOf(address, { actions: ['create'], after, ...more });
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const read = { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::raw/*' };

describe('exposure', () => {
  it('says in words which port opens to whom', () => {
    const rule = {
      security_group_id: 'sg-was',
      cidr_ipv4: '10.0.2.0/24',
      from_port: 3306,
      to_port: 3306,
      ip_protocol: 'tcp',
    };
    expect(said(reviewOf([create('aws_vpc_security_group_ingress_rule.db', rule)]))).toEqual([
      'exposure.opened: port 3306 of sg-was opens to 10.0.2.0/24',
    ]);
  });

  it.each(['0.0.0.0/0', '128.0.0.0/1', '::/0'])('blocks a database port that opens to %s', (cidr) => {
    const key = cidr.includes(':') ? 'ipv6_cidr_blocks' : 'cidr_blocks';
    const ingress = (cidrs: string[]) => ({
      name: 'was',
      ingress: [{ from_port: 3300, to_port: 3310, protocol: 'tcp', [key]: cidrs }],
    });
    const result = reviewOf([update('aws_security_group.was', ingress([]), ingress([cidr]))]);
    expect(said(result)).toEqual([
      `exposure.world-data-port: ports 3300 to 3310 of was open to ${cidr}, the whole internet`,
    ]);
  });

  it('is silent about a door that was open and one that closes', () => {
    const rule = {
      type: 'ingress',
      security_group_id: 'sg',
      cidr_blocks: ['10.0.0.0/8'],
      from_port: 443,
      to_port: 443,
      protocol: 'tcp',
    };
    expect(said(reviewOf([update('aws_security_group_rule.web', rule, { ...rule, description: 'x' })]))).toEqual([]);
    expect(said(reviewOf([update('aws_security_group_rule.web', rule, { ...rule, cidr_blocks: [] })]))).toEqual([]);
  });

  it('tells a bucket policy for anybody from one that asks for an organisation', () => {
    const open = { ...read, Principal: '*' };
    const closed = { ...open, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } };
    const transport = { ...open, Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    const of = (statement: object) =>
      said(reviewOf([create('aws_s3_bucket_policy.raw', { policy: policy(statement) })]));
    expect(of(open)).toContain('exposure.public: bucket policy allows any principal to read');
    expect(of(transport)).toContain('exposure.public: bucket policy allows any principal to read');
    expect(of(closed).join()).not.toContain('exposure');
  });

  it.each([
    [
      'google_compute_firewall.ssh',
      { name: 'ssh', source_ranges: ['0.0.0.0/0'], allow: [{ protocol: 'tcp', ports: ['22'] }] },
    ],
    [
      'azurerm_network_security_rule.ssh',
      {
        network_security_group_name: 'ssh',
        access: 'Allow',
        direction: 'Inbound',
        protocol: 'Tcp',
        source_address_prefix: '*',
        destination_port_range: '22',
      },
    ],
  ])('knows the doors of other clouds: %s', (address, after) => {
    expect(said(reviewOf([create(address, after)]))[0]).toMatch(/^exposure.world-data-port: port 22 of ssh opens to /);
  });
});

describe('permissions', () => {
  it('shows what each statement gains and loses, and nothing that stays', () => {
    const before = { policy: policy({ ...read, Action: ['s3:GetObject', 's3:ListBucket'] }) };
    const after = { policy: policy({ ...read, Action: ['s3:PutObject', 's3:GetObject'] }) };
    const [finding] = reviewOf([update('aws_iam_role_policy.job', before, after)]).findings;
    expect(finding?.lines).toEqual([
      '+ Allow s3:PutObject on arn:aws:s3:::raw/*',
      '− Allow s3:ListBucket on arn:aws:s3:::raw/*',
    ]);
  });

  it('is silent when only the order changes', () => {
    const [a, b] = ['s3:GetObject', 's3:PutObject'];
    const of = (Action: (string | undefined)[]) => ({ policy: policy({ ...read, Action }) });
    expect(said(reviewOf([update('aws_iam_policy.p', of([a, b]), of([b, a]))]))).toEqual([]);
  });

  it.each([
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
  ])('blocks %j', (statement) => {
    expect(reviewOf([create('aws_iam_policy.p', { policy: policy(statement) })]).grade).toBe('blocking');
  });

  it('counts the removal of a Deny as something given', () => {
    const deny = { ...read, Effect: 'Deny', Sid: 'No' };
    const result = reviewOf([update('aws_iam_policy.p', { policy: policy(read, deny) }, { policy: policy(read) })]);
    expect(said(result)[0]).toMatch(/^iam.added: /);
  });

  it('says so when a policy cannot be read, unless the configuration leaves it to the provider', () => {
    const unknown = create('aws_iam_policy.p', {}, { after_unknown: { policy: true } });
    const sentence =
      'iam.unreadable: what policy of aws_iam_policy allows cannot be reviewed: it is (known after apply)';
    expect(said(reviewOf([unknown]))).toEqual([sentence]);
    const configuration = (expressions: object) => ({
      configuration: { root_module: { resources: [{ address: 'aws_iam_policy.p', expressions }] } },
    });
    expect(said(reviewOf([unknown], configuration({ policy: {} })))).toEqual([sentence]);
    expect(said(reviewOf([unknown], configuration({ name: {} })))).toEqual([]);
  });

  it('shows what the inline policies of a role gain and lose', () => {
    const of = (Action: string) => ({ inline_policy: [{ name: 'work', policy: policy({ ...read, Action }) }] });
    const [finding] = reviewOf([update('aws_iam_role.r', of('s3:GetObject'), of('s3:*'))]).findings;
    expect(finding).toMatchObject({
      sentence: 'permissions in inline policy work of aws_iam_role: 1 added, 1 removed',
      lines: ['+ Allow s3:* on arn:aws:s3:::raw/*', '− Allow s3:GetObject on arn:aws:s3:::raw/*'],
    });
  });

  it('says so too of an inline policy that the configuration sets', () => {
    const change = { after_unknown: { inline_policy: [{ policy: true }] } };
    const role = create('aws_iam_role.r', { inline_policy: [{ name: 'work' }] }, change);
    const configuration = (expressions: object) => ({
      configuration: { root_module: { resources: [{ address: 'aws_iam_role.r', expressions }] } },
    });
    expect(said(reviewOf([role], configuration({ inline_policy: [{ policy: {} }] })))).toEqual([
      'iam.unreadable: what inline policy work of aws_iam_role allows cannot be reviewed: it is (known after apply)',
    ]);
    expect(said(reviewOf([role], configuration({ name: {} })))).toEqual([]);
  });
});

describe('protection and interruption', () => {
  it.each([
    [{ deletion_protection: true }, { deletion_protection: false }, 'protection.deletion'],
    [{ backup_retention_period: 7 }, { backup_retention_period: 1 }, 'protection.weakened'],
    [{ storage_encrypted: true }, { storage_encrypted: false }, 'protection.weakened'],
    [{ kms_key_id: 'arn:a' }, { kms_key_id: 'arn:b' }, 'protection.key-changed'],
    [{ skip_final_snapshot: false }, { skip_final_snapshot: true }, 'protection.deletion'],
    [{ instance_class: 'db.t4g.medium' }, { instance_class: 'db.t4g.large' }, 'interruption.slow'],
  ])('%j to %j is %s, and the way back is not', (safe, weak, rule) => {
    expect(said(reviewOf([update('aws_db_instance.main', safe, weak)])).join()).toContain(rule);
    if (rule === 'protection.key-changed' || rule === 'interruption.slow') return;
    expect(said(reviewOf([update('aws_db_instance.main', weak, safe)]))).toEqual([]);
  });

  it('looks into blocks', () => {
    const of = (status: string) => ({ versioning_configuration: [{ status }] });
    const result = reviewOf([update('aws_s3_bucket_versioning.raw', of('Enabled'), of('Suspended'))]);
    expect(said(result)).toEqual(['protection.weakened: versioning is switched off (aws_s3_bucket_versioning)']);
  });
});
