import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { UnreadableInputError } from './errors';
import { type Level, levels, type Review } from './model';
import { parsePolicy } from './policy';
import { readPlan } from './read-plan';
import { lockedProviders, stackNames } from './inputs';
import { renderHtml } from './render/html';
import { renderJson } from './render/json';
import { renderMarkdown } from './render/markdown';
import { review } from './review';

/** Exit codes of the command: reviewed (or the hash is right), at or above `--fail-on` (or it is not), unreadable. */
export const exitCodes = { good: 0, bad: 1, unreadable: 2 } as const;

interface ReviewFlags {
  readonly markdown?: string;
  readonly html?: string;
  readonly json?: string;
  readonly failOn?: Level;
  readonly policy?: string;
  readonly environment?: string;
  readonly commit?: string;
  readonly deferred: readonly { readonly stack: string; readonly waitsFor: string }[];
}

/** Runs the command with its arguments and gives its exit code; text goes out by `write` and `complain`. */
export function run(args: readonly string[], write: (text: string) => void, complain: (text: string) => void): number {
  let code: number = exitCodes.good;
  const program = new Command('plan-review')
    .description('One review of the Terraform plans of many stacks: what can hurt comes first.')
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: complain })
    .argument(
      '<plans...>',
      "plans as 'terraform show -json' writes them, '-' for standard input, NAME=FILE to name the stack",
    )
    .option('--markdown <file>', 'write the Markdown there instead of to standard output')
    .option('--html <file>', 'write one self-contained HTML file')
    .option('--json <file>', 'write the review for machines')
    .addOption(new Option('--fail-on <level>', 'exit with 1 when the grade is this or worse').choices(levels))
    .option('--policy <file>', 'a JSON file that extends the built-in policy')
    .option('--environment <name>', 'shown in the header', process.env.MALL_ENV)
    .option('--commit <id>', 'shown in the header', process.env.GITHUB_SHA)
    .option(
      '--deferred <stack:upstream>',
      'a stack that cannot be planned before its upstream is applied',
      deferral,
      [],
    )
    .action((plans: string[], flags: ReviewFlags) => {
      code = reviewCommand(plans, flags, write);
    });
  program
    .command('verify')
    .description('say whether a plan is the one that was reviewed')
    .argument('<plan>', "plan JSON, '-' for standard input")
    .requiredOption('--hash <sha256>', 'the hash that the review shows')
    .action((plan: string, { hash }: { hash: string }) => {
      code = verifyCommand(plan, hash, write, complain);
    });
  try {
    program.parse(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.good : exitCodes.unreadable;
    if (!(error instanceof UnreadableInputError)) throw error;
    complain(`plan-review: ${error.message}\n`);
    return exitCodes.unreadable;
  }
}

function reviewCommand(plans: readonly string[], flags: ReviewFlags, write: (text: string) => void): number {
  refuseToOverwrite(plans, flags);
  const inputs = stackNames(plans).map(({ stack, file }) => {
    const providers = lockedProviders(file);
    return { stack, load: () => readPlan(bytesOf(file), file), ...(providers.length === 0 ? {} : { providers }) };
  });
  const result = review(inputs, {
    ...(flags.environment === undefined ? {} : { environment: flags.environment }),
    ...(flags.commit === undefined ? {} : { commit: flags.commit }),
    ...(flags.policy === undefined
      ? {}
      : { policy: parsePolicy(bytesOf(flags.policy).toString('utf8'), flags.policy) }),
    deferredStacks: flags.deferred,
  });
  const markdown = renderMarkdown(result);
  if (flags.markdown === undefined) write(markdown);
  else save(flags.markdown, markdown);
  if (flags.html !== undefined) save(flags.html, renderHtml(result));
  if (flags.json !== undefined) save(flags.json, renderJson(result));
  return fails(result, flags.failOn) ? exitCodes.bad : exitCodes.good;
}

/** A review that is written over a plan would destroy what is to be applied. */
function refuseToOverwrite(plans: readonly string[], { markdown, html, json }: ReviewFlags): void {
  const files = new Set(stackNames(plans).map(({ file }) => path.resolve(file)));
  const over = [markdown, html, json].find((file) => file !== undefined && files.has(path.resolve(file)));
  if (over !== undefined) throw new UnreadableInputError(`${over}: the review would be written over its own plan`);
}

/** A review in which nothing happens passes every level. */
function fails(result: Review, failOn: Level | undefined): boolean {
  if (failOn === undefined || result.stacks.every(({ unchanged }) => unchanged)) return false;
  return levels.indexOf(result.grade) >= levels.indexOf(failOn);
}

function verifyCommand(
  plan: string,
  hash: string,
  write: (text: string) => void,
  complain: (text: string) => void,
): number {
  const actual = readPlan(bytesOf(plan), plan).hash;
  if (actual === hash.trim().toLowerCase()) {
    write(`${plan}: this is the plan that was reviewed\n`);
    return exitCodes.good;
  }
  complain(`plan-review: ${plan}: this is not the plan that was reviewed; its hash is ${actual}; review it again\n`);
  return exitCodes.bad;
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const missing = file !== '-' && !existsSync(file);
    throw new UnreadableInputError(
      `${file}: ${missing ? 'there is no such file' : `the file cannot be read (${(error as Error).message})`}`,
    );
  }
}

function save(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UnreadableInputError(
      `${path.basename(file)}: the review cannot be written (${(error as Error).message})`,
    );
  }
}

function deferral(text: string, before: ReviewFlags['deferred']): ReviewFlags['deferred'] {
  const [stack = '', waitsFor = ''] = text.split(':');
  if (stack === '' || waitsFor === '') throw new InvalidArgumentError('write STACK:UPSTREAM.');
  return [...before, { stack, waitsFor }];
}
