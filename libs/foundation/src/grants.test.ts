import { grantFetch, grantRead, grantReplace, grantWrite } from './grants';
import { type PolicyStatement, policyDocument } from './policy';

const raw = { role: 'raw', name: 'mall-dev-raw', keyArn: 'arn:aws:kms:ap-northeast-1:111122223333:key/k' };
const bySid = (statements: readonly PolicyStatement[], sid: string) =>
  statements.find((statement) => statement.sid === sid);
const actions = (statements: readonly PolicyStatement[]) => statements.flatMap((statement) => statement.actions ?? []);

describe('a grant', () => {
  it.each([
    ['read', grantRead],
    ['fetch', grantFetch],
    ['write', grantWrite],
    ['replace', grantReplace],
  ])('to %s names the prefixes and never the whole bucket', (_, grant) => {
    const resources = grant(raw, 'customer/').flatMap((statement) => statement.resources ?? []);
    expect(resources.filter((arn) => arn.startsWith('arn:aws:s3:::mall-dev-raw/'))).not.toEqual([]);
    expect(resources).not.toContain('arn:aws:s3:::mall-dev-raw/*');
  });

  it('to read neither writes nor encrypts', () => {
    expect(actions(grantRead(raw, 'customer/'))).toEqual(['s3:GetObject', 'kms:Decrypt', 's3:ListBucket']);
  });

  it('to fetch lists nothing', () => {
    expect(actions(grantFetch(raw, 'customer/'))).toEqual(['s3:GetObject', 'kms:Decrypt']);
  });

  it('to write neither reads nor deletes', () => {
    expect(actions(grantWrite(raw, 'customer/')).filter((action) => /Get|List|Delete/.test(action))).toEqual([]);
  });

  it('lists below its prefixes only', () => {
    expect(bySid(grantRead(raw, 'customer/', 'staged/'), 'ListRaw')?.conditions).toEqual({
      StringLikeIfExists: { 's3:prefix': ['customer/*', 'staged/*'] },
    });
  });

  it('opens the key by way of S3 and for its own bucket only', () => {
    expect(bySid(grantRead(raw, 'customer/'), 'UseKeyOfRaw')).toMatchObject({
      resources: [raw.keyArn],
      conditions: {
        StringLike: {
          'kms:ViaService': 's3.*.amazonaws.com',
          'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::mall-dev-raw', 'arn:aws:s3:::mall-dev-raw/*'],
        },
      },
    });
  });

  it('to replace covers the folder markers that Spark leaves', () => {
    expect(bySid(grantReplace(raw, 'passed/'), 'ReplaceRaw')?.resources).toEqual([
      'arn:aws:s3:::mall-dev-raw/passed/*',
      'arn:aws:s3:::mall-dev-raw/passed_$folder$',
    ]);
  });

  it('to replace reads no more than the name of folders on the way', () => {
    expect(bySid(grantReplace(raw, 'a/b/', 'a/c/'), 'FindToReplaceRaw')).toMatchObject({
      actions: ['s3:GetObject'],
      resources: ['a', 'a/b', 'a/c'].map((folder) => `arn:aws:s3:::mall-dev-raw/${folder}`),
    });
  });

  it('joins another on the same bucket: one statement lists, one uses the key', () => {
    const { Statement } = JSON.parse(
      policyDocument([...grantRead(raw, 'staged/'), ...grantReplace(raw, 'passed/')]),
    ) as {
      Statement: readonly { Sid: string; Action: unknown; Condition?: unknown }[];
    };
    expect(Statement.map(({ Sid }) => Sid)).toEqual([
      'ReadRaw',
      'UseKeyOfRaw',
      'ListRaw',
      'ReplaceRaw',
      'FindToReplaceRaw',
    ]);
    expect(Statement[1]?.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(Statement[2]?.Condition).toEqual({ StringLikeIfExists: { 's3:prefix': ['staged/*', 'passed/*'] } });
  });
});
