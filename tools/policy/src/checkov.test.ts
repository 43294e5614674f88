import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askCheckov, readAnswers } from './checkov';
import { judge } from './judge';
import { readSkips } from './skips';
import { stackFiles } from './stacks';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'policy-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const writeStack = (name: string, skippedChecks?: Record<string, string>) => {
  mkdirSync(path.join(folder, name));
  writeFileSync(
    path.join(folder, name, 'cdk.tf.json'),
    JSON.stringify({
      resource: {
        aws_sns_topic: {
          News_1A2B: {
            '//': { metadata: { path: `${name}/News` }, ...(skippedChecks && { skippedChecks }) },
            name: 'news',
          },
        },
        aws_security_group: { Open_3C4D: { name: 'open', description: 'unattached' } },
      },
    }),
  );
};

describe('checkov', () => {
  it('answers for single resources and for the graph, and skips are subtracted stack by stack', async () => {
    writeStack('one', { CKV_AWS_26: 'holds public news only' });
    writeStack('two');
    const answers = await askCheckov(folder);
    expect(answers.failed).toContainEqual(
      expect.objectContaining({ file: 'two/cdk.tf.json', check: 'CKV_AWS_26', logicalId: 'News_1A2B' }),
    );
    expect(answers.failed).toContainEqual(
      expect.objectContaining({ file: 'two/cdk.tf.json', check: 'CKV2_AWS_5', logicalId: 'Open_3C4D' }),
    );
    const { complaints, used } = judge(stackFiles(folder), answers, readSkips(folder));
    expect(used.map(({ file, reason }) => [file, reason])).toEqual([['one/cdk.tf.json', 'holds public news only']]);
    expect(complaints.filter((text) => text.includes('CKV_AWS_26'))).toEqual([expect.stringMatching(/^two\/cdk/)]);
  });

  it('is not content with a file that it cannot read', () => {
    const report = { results: { passed_checks: [], failed_checks: [], parsing_errors: ['/a/cdk.tf.json'] } };
    expect(() => readAnswers(JSON.stringify(report))).toThrow('checkov cannot read /a/cdk.tf.json');
  });

  it('is not content with nothing to read', () => {
    expect(() => readAnswers(JSON.stringify({ passed: 0, failed: 0 }))).toThrow('checkov found no Terraform JSON');
  });
});
