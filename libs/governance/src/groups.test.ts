import { type SynthesizedStack, synthesize, testEnvironment } from '@mall/foundation';
import { Groups } from './groups';

const bucket = (role: string) => ({ role, name: role, keyArn: `arn:aws:kms:ap-northeast-1:111122223333:key/${role}` });
const stack: SynthesizedStack = synthesize((scope) => {
  new Groups(scope, 'Groups', {
    environment: testEnvironment,
    lake: {
      landing: bucket('landing'),
      curated: bucket('curated'),
      quarantine: bucket('quarantine'),
      results: bucket('results'),
      catalogDatabase: 'mall_dev',
    },
    tables: ['purchase', 'review'],
    workgroup: 'marketing',
    quarantineWorkgroup: 'quarantine',
    workflow: 'nightly',
    database: { identifier: 'shop', dataKeyArn: 'arn:aws:kms:ap-northeast-1:111122223333:key/shop' },
  });
});

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action?: string | string[];
  readonly NotAction?: string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}
const entries = (type: string) => Object.entries(stack.json.resource?.[type] ?? {});
const statementsOf = (policyId: string): Statement[] => {
  const found = entries('aws_iam_policy').find(([id]) => id.startsWith(`Groups_${policyId}_`));
  return JSON.parse(String(found?.[1].policy)).Statement;
};
/** Policies of a group, by construct id or by AWS's name. */
const attachedTo = (group: string) =>
  entries('aws_iam_group_policy_attachment')
    .filter(([, { group: name }]) => String(name).includes(`Groups_${group}_`))
    .map(([, { policy_arn: arn }]) =>
      /Groups_(\w+?)_[0-9A-F]{8}|aws:policy\/(.+)$/.exec(String(arn))?.slice(1).find(Boolean),
    )
    .sort();
const actionsOf = (policyId: string) =>
  statementsOf(policyId).flatMap(({ Effect, Action }) => (Effect === 'Allow' && Action ? [Action].flat() : []));

describe('Groups', () => {
  it('each have their own work, and a second factor before any of it', () => {
    expect(
      Object.fromEntries(
        ['Administrator', 'Operator', 'Developer', 'Steward', 'Analyst'].map((g) => [g, attachedTo(g)]),
      ),
    ).toEqual({
      Administrator: ['AdministratorAccess', 'Mfa'],
      Operator: ['Mfa', 'OperatorPolicy', 'job-function/ViewOnlyAccess'],
      Developer: ['DeveloperPolicy', 'Mfa', 'job-function/ViewOnlyAccess'],
      Steward: ['Mfa', 'StewardPolicy'],
      Analyst: ['AnalystPolicy', 'Mfa'],
    });
  });

  it('refuse everything without a second factor, but what sets one up', () => {
    const refusals = statementsOf('Mfa').filter(({ Effect }) => Effect === 'Deny');
    expect(refusals).toEqual([
      expect.objectContaining({
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
        NotAction: expect.arrayContaining(['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'sts:GetSessionToken']),
      }),
    ]);
    const open = refusals.flatMap(({ NotAction = [] }) => NotAction);
    for (const action of open) expect(action).toMatch(/^(iam:\w*(MFA\w*|Password\w*|GetUser)|sts:GetSessionToken)$/);
    expect(open).not.toContain('iam:DeactivateMFADevice');
    expect(open).not.toContain('iam:CreateAccessKey');
  });

  it('let everybody change their own sign-in only', () => {
    const own = statementsOf('Mfa').filter(({ Effect, Sid }) => Effect === 'Allow' && Sid !== 'SeeRules');
    for (const { Resource } of own) {
      expect(Resource).toMatch(/^arn:aws:iam::111122223333:(user|mfa)\/\$\$\{aws:username\}$/);
    }
  });

  it('show analysts curated tables and results, nothing raw and nothing to change', () => {
    const objects = statementsOf('AnalystPolicy').flatMap(({ Action, Resource }) =>
      [Action ?? []].flat().some((action) => action.startsWith('s3:') && action.endsWith('Object'))
        ? [Resource].flat()
        : [],
    );
    expect(new Set(objects)).toEqual(
      new Set([
        'arn:aws:s3:::curated/purchase/*',
        'arn:aws:s3:::curated/review/*',
        'arn:aws:s3:::results/analyses/*',
        'arn:aws:s3:::results/athena/*',
      ]),
    );
    const writing = statementsOf('AnalystPolicy').filter(({ Action }) =>
      [Action ?? []].flat().includes('s3:PutObject'),
    );
    expect(writing.map(({ Resource }) => Resource)).toEqual(['arn:aws:s3:::results/athena/*']);
    expect(
      actionsOf('AnalystPolicy').filter((action) =>
        /^glue:(?!Get|BatchGet)|^athena:(Create|Delete|Update)/.test(action),
      ),
    ).toEqual([]);
  });

  it('show stewards bad rows and what runs say of themselves, and let them hand in corrections', () => {
    const objects = (verb: string) =>
      statementsOf('StewardPolicy').flatMap(({ Action, Resource }) =>
        [Action ?? []].flat().includes(`s3:${verb}Object`) ? [Resource].flat() : [],
      );
    expect(objects('Get')).toEqual([
      'arn:aws:s3:::quarantine/rows/*',
      'arn:aws:s3:::quarantine/athena/*',
      'arn:aws:s3:::results/runs/*',
    ]);
    expect(objects('Put')).toEqual(['arn:aws:s3:::quarantine/athena/*', 'arn:aws:s3:::landing/mended/*']);
    const tables = statementsOf('StewardPolicy').flatMap(({ Sid, Resource }) =>
      Sid === 'ReadCatalog' ? [Resource].flat().filter((arn) => arn.includes(':table/')) : [],
    );
    expect(tables).toEqual(['arn:aws:glue:ap-northeast-1:111122223333:table/mall_dev/quarantine']);
  });

  it('let developers run the pipeline and read logs, not secrets and not data', () => {
    expect(actionsOf('DeveloperPolicy')).toContain('glue:StartWorkflowRun');
    expect(
      actionsOf('DeveloperPolicy').filter((action) => /^(s3|secretsmanager|kms|athena|iam|sts):/.test(action)),
    ).toEqual([]);
  });

  it("let operators lend the database's key to RDS, which a snapshot of it asks for, and to nobody else", () => {
    expect(statementsOf('OperatorPolicy').find(({ Action }) => Action === 'kms:CreateGrant')).toMatchObject({
      Resource: 'arn:aws:kms:ap-northeast-1:111122223333:key/shop',
      Condition: {
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
        StringEquals: { 'kms:ViaService': 'rds.ap-northeast-1.amazonaws.com' },
      },
    });
  });

  it('let operators take a snapshot and approve a release, and destroy nothing', () => {
    expect(actionsOf('OperatorPolicy')).toEqual(
      expect.arrayContaining(['rds:CreateDBSnapshot', 'codepipeline:PutApprovalResult', 'ssm:StartSession']),
    );
    expect(
      actionsOf('OperatorPolicy').filter((action) => /:(Delete|Modify|Put(?!Approval)|Update)/.test(action)),
    ).toEqual([]);
  });
});
