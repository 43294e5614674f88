import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readManifest } from '@mall/terraform';
import { bundleMall } from './code';
import { environments } from './environments';
import { writeMall } from './write-mall';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mall-stacks-'));
  writeMall(environments.dev, bundleMall(), folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface StackJson {
  readonly terraform: { readonly backend: Record<string, Record<string, unknown>> };
  readonly provider: { readonly aws: { readonly allowed_account_ids: string[] }[] };
  readonly output?: Record<string, unknown>;
  readonly resource?: { readonly aws_iam_role?: Record<string, { readonly permissions_boundary?: string }> };
}

/** Every stack with those that it reads from, besides the bootstrap that all come after. */
const reads: Readonly<Record<string, readonly string[]>> = {
  bootstrap: [],
  network: [],
  'data-lake': [],
  database: ['network'],
  ingestion: ['data-lake'],
  pipeline: ['data-lake', 'database', 'network'],
  analytics: ['data-lake'],
  domain: ['network'],
  was: ['database', 'domain', 'ingestion', 'network'],
  web: ['domain', 'ingestion', 'network', 'was'],
  edge: ['web'],
  backup: ['data-lake', 'database'],
  monitoring: ['was', 'web'],
  governance: ['analytics', 'data-lake', 'database'],
  delivery: ['monitoring', 'network', 'was', 'web'],
};
const stackNames = Object.keys(reads);
const stackJson = (tier: string): StackJson =>
  JSON.parse(readFileSync(path.join(folder, `stacks/dev-${tier}/cdk.tf.json`), 'utf8'));
/** Output names without the hashes that CDKTF adds to logical ids. */
const outputNames = (tier: string) =>
  Object.keys(stackJson(tier).output ?? {}).map((name) => name.replace(/_[0-9A-F]{8}(?=[a-z]|$)/g, ' '));

describe('the mall', () => {
  it('is fed as the diagram shows', () => {
    const named = (name: string) => name.replace(/^dev-/, '');
    expect(
      Object.fromEntries(
        readManifest(folder).map(({ name, dependencies }) => [
          named(name),
          dependencies
            .map(named)
            .filter((each) => each !== 'bootstrap')
            .sort(),
        ]),
      ),
    ).toEqual(reads);
  });

  it.each(stackNames.filter((name) => name !== 'bootstrap'))('has the boundary before the roles of %s', (tier) => {
    const stack = readManifest(folder).find(({ name }) => name === `dev-${tier}`);
    expect(stack?.dependencies).toContain('dev-bootstrap');
    const roles = Object.values(stackJson(tier).resource?.aws_iam_role ?? {});
    expect(new Set(roles.map((role) => role.permissions_boundary))).toEqual(
      new Set(roles.length === 0 ? [] : ['arn:aws:iam::111122223333:policy/mall-dev-bootstrap-boundary']),
    );
  });

  it.each(stackNames)('hands over from %s what others count on, under these names', (tier) => {
    expect(outputNames(tier)).toMatchSnapshot();
  });

  it.each(stackNames)('keeps the state of %s locked and apart, and leaves its encryption to the bucket', (tier) => {
    expect(stackJson(tier).terraform.backend).toEqual({
      s3: {
        bucket: environments.dev.stateBucket,
        key: `dev/${tier}.tfstate`,
        region: 'ap-northeast-1',
        use_lockfile: true,
      },
    });
  });

  it.each(stackNames)('lets %s touch one account only', (tier) => {
    expect(stackJson(tier).provider.aws.map((provider) => provider.allowed_account_ids)).toEqual([['111122223333']]);
  });

  it.each(stackNames)('writes no secret and no folder of this machine into %s', (tier) => {
    const text = readFileSync(path.join(folder, `stacks/dev-${tier}/cdk.tf.json`), 'utf8');
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain(folder);
    expect(text).not.toMatch(/"(secret_string|password|master_password)":/);
  });
});
