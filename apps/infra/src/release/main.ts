import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { requireEnvironment, UnknownEnvironmentError } from '../environments';
import { applyRelease } from './apply';
import { releaseFolder, reviewRelease } from './review';
import { digestOf, releasePaths } from './release';
import { parseStateSource } from './state-source';

/** Exit codes: done, failed (or graded at `--fail-on` or worse), wrong usage, and stacks wait for the next review. */
const exitCodes = { done: 0, failed: 1, usage: 2, waiting: 3 } as const;

interface ReviewFlags {
  readonly environment?: string;
  readonly state: string;
  readonly folder?: string;
  readonly tiers?: readonly string[];
  readonly commit?: string;
  readonly failOn?: string;
  readonly driftOnly: boolean;
}

const say = (line: string) => process.stderr.write(`${line}\n`);

const program = new Command('release').description('One wave of a release: reviewed, then applied.').exitOverride();

const environmentOption = () =>
  new Option('--environment <name>', 'row of the environment table, synthesized in dist/infra').env('MALL_ENV');
const folderOption = () =>
  new Option('--folder <dir>', 'where the release lies, dist/release/<environment> by default');

program
  .command('review')
  .description('plan every stack that can be planned now, review the plans together, save both')
  .addOption(environmentOption())
  .addOption(folderOption())
  .option(
    '--state <source>',
    "'account', 'new' before there is a bucket, or a folder of states such as .twin/stacks",
    'account',
  )
  .option('--tiers <names>', 'only these tiers, by commas', (text) => text.split(','))
  .option('--commit <id>', 'shown in the header', process.env.GITHUB_SHA)
  .option('--drift-only', 'only what was changed outside Terraform', false)
  .addOption(
    new Option('--fail-on <level>', 'exit with 1 at this grade or worse').choices([
      'low',
      'medium',
      'high',
      'blocking',
    ]),
  )
  .action(async (flags: ReviewFlags) => {
    const { name } = requireEnvironment(flags.environment);
    const folder = flags.folder ?? releaseFolder(name);
    const { release, passed } = await reviewRelease({
      environment: name,
      synthesized: path.join('dist/infra', name),
      folder,
      state: parseStateSource(flags.state, process.env),
      tiers: flags.tiers,
      commit: flags.commit,
      driftOnly: flags.driftOnly,
      failOn: flags.failOn,
      say,
    });
    const changing = release.stacks.filter((stack) => stack.status === 'planned' && stack.changes);
    const waiting = release.stacks.filter(({ status }) => status === 'deferred');
    say(
      `${changing.length} of ${release.stacks.length} stacks change, ${waiting.length} wait: ${releasePaths(folder).review('html')}`,
    );
    // For the job that applies: what it may apply, and whether there is anything.
    process.stdout.write(`digest=${digestOf(folder)}\nchanges=${changing.length > 0}\n`);
    if (!passed) process.exitCode = exitCodes.failed;
  });

program
  .command('apply')
  .description('apply the saved plans of the reviewed release; ends with 3 when stacks wait for the next review')
  .addOption(environmentOption())
  .addOption(folderOption())
  .option('--approved <digest>', 'apply only the release with this digest')
  .action(async (flags: Pick<ReviewFlags, 'environment' | 'folder'> & { readonly approved?: string }) => {
    const folder = flags.folder ?? releaseFolder(requireEnvironment(flags.environment).name);
    const { applied, waiting } = await applyRelease({ folder, approved: flags.approved, say });
    say(applied.length === 0 ? 'nothing to apply' : `applied: ${applied.join(', ')}`);
    if (waiting.length > 0) {
      say(`waiting for the next review: ${waiting.join(', ')}`);
      process.exitCode = exitCodes.waiting;
    }
  });

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    return;
  }
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UnknownEnvironmentError ? exitCodes.usage : exitCodes.failed;
});
