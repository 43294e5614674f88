import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(__dirname, '../../..');
/** Everything that a pull request checks, as the workflow asks for it, and what only `npm test` runs. */
const targets = [
  'lint',
  'typecheck',
  'test',
  'build',
  'synth',
  'validate',
  'policy',
  'workflows',
  'proof',
  'browser',
  'e2e',
];

/** The tasks that an edit of these files leads to: `project: target target`. */
function affectedBy(...files: readonly string[]): Record<string, string> {
  const text = execFileSync(
    'npx',
    ['nx', 'affected', '-t', ...targets, `--files=${files.join(',')}`, '--graph=stdout'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false' }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const { tasks } = (JSON.parse(text.slice(text.indexOf('{'))) as { tasks: { tasks: Record<string, unknown> } }).tasks;
  const byProject: Record<string, string> = {};
  for (const task of Object.keys(tasks).sort()) {
    const [project = '', target = ''] = task.split(':');
    byProject[project] = project in byProject ? `${byProject[project] ?? ''} ${target}` : target;
  }
  return byProject;
}

const lib = 'lint test typecheck';
/** What stands downstream of every tier and of everything that is uploaded. */
const deployed = {
  infra: 'lint policy synth test typecheck validate',
  twin: 'e2e lint test typecheck',
};

describe('an edit of', () => {
  it.each<[string, readonly string[], Record<string, string>]>([
    ['one tier', ['libs/analytics/src/analytics.ts'], { analytics: lib, ...deployed }],
    [
      'a tier that another one takes a type from',
      ['libs/network/src/network.ts'],
      expect.objectContaining({ network: lib, database: lib, pipeline: lib, ...deployed }) as Record<string, string>,
    ],
    ['one analysis', ['apps/athena-sql/analyses/clicks_by_hour.sql'], { 'athena-sql': 'lint proof test', ...deployed }],
    ['one job', ['apps/glue-jobs/curate/transform.py'], { 'glue-jobs': 'lint test', ...deployed }],
    [
      'one function',
      ['functions/analysis-runner/src/handler.ts'],
      { 'analysis-runner': expect.stringContaining(lib) as string, ...deployed },
    ],
    ['the table of environments', ['apps/infra/src/environments.ts'], deployed],
    ['a document', ['docs/requirements.md'], {}],
    ['the page', ['apps/dashboard/src/server.ts'], { dashboard: `browser ${lib}`, twin: deployed.twin }],
    ['the review', ['apps/plan-review/src/review.ts'], expect.not.objectContaining(deployed) as Record<string, string>],
    ['a workflow', ['.github/workflows/ci.yml'], { ci: expect.stringContaining('workflows') as string }],
  ])('%s leads to what it can break, and to nothing else', (_, files, tasks) => {
    expect(affectedBy(...files)).toEqual(tasks);
  });

  it('the lock of the packages leads to everything', () => {
    expect(Object.keys(affectedBy('package-lock.json')).length).toBeGreaterThan(25);
  });
});
