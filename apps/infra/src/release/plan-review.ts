import { execFile } from 'node:child_process';
import { type DeferredStack, type PlannedStack, releasePaths } from './release';

const program = 'apps/plan-review/plan-review.mjs';

export interface ReviewProps {
  readonly folder: string;
  readonly environment: string;
  readonly commit?: string | undefined;
  readonly planned: readonly Pick<PlannedStack, 'name'>[];
  readonly deferred: readonly DeferredStack[];
  /** Level at which the review fails. */
  readonly failOn?: string | undefined;
}

/** Reviews the plans of a release as Markdown, HTML and JSON. Returns whether the grade stays below `failOn`. */
export async function reviewPlans(props: ReviewProps): Promise<boolean> {
  const paths = releasePaths(props.folder);
  const { exitCode, stderr } = await planReview([
    ...props.planned.map(({ name }) => `${name}=${paths.plan(name)}`),
    ...props.deferred.flatMap(({ name, waitsFor }) => ['--deferred', `${name}:${waitsFor}`]),
    ...['--markdown', paths.review('md'), '--html', paths.review('html'), '--json', paths.review('json')],
    ...['--environment', props.environment],
    ...(props.commit === undefined ? [] : ['--commit', props.commit]),
    ...(props.failOn === undefined ? [] : ['--fail-on', props.failOn]),
  ]);
  if (exitCode > 1) throw new Error(stderr.trim());
  return exitCode === 0;
}

/** Whether the JSON of a plan is the one with this hash. */
export async function isReviewed(planFile: string, hash: string): Promise<boolean> {
  const { exitCode, stderr } = await planReview(['verify', planFile, '--hash', hash]);
  if (exitCode > 1) throw new Error(stderr.trim());
  return exitCode === 0;
}

function planReview(args: readonly string[]): Promise<{ readonly exitCode: number; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, _stdout, stderr) => {
      const code = error?.code ?? 0;
      if (typeof code === 'string') reject(error as Error);
      else resolve({ exitCode: code, stderr });
    });
  });
}
