import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { openBytes } from './bytes/file-bytes';
import { Scratch } from './bytes/scratch';
import { UnreadableInputError } from './errors';
import { lockedProviders, stackNames } from './inputs';
import { type Level, levels, type Review } from './model';
import { parsePolicy, type PolicyFile } from './policy';
import { type PlanDocument, readPlan } from './read-plan';
import { htmlParts } from './render/html';
import { jsonParts } from './render/json';
import { renderMarkdown } from './render/markdown';
import { review } from './review';
import { Saving } from './save';

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
    return { stack, load: () => planIn(file), ...(providers.length === 0 ? {} : { providers }) };
  });
  const scratch = new Scratch();
  const saving = new Saving();
  try {
    const result = review(inputs, {
      ...(flags.environment === undefined ? {} : { environment: flags.environment }),
      ...(flags.commit === undefined ? {} : { commit: flags.commit }),
      ...(flags.policy === undefined ? {} : { policy: policyIn(flags.policy) }),
      deferredStacks: flags.deferred,
      scratch,
    });
    const markdown = renderMarkdown(result);
    if (flags.markdown !== undefined) saving.write(flags.markdown, [markdown]);
    if (flags.html !== undefined) saving.write(flags.html, htmlParts(result));
    if (flags.json !== undefined) saving.write(flags.json, jsonParts(result));
    saving.finish();
    if (flags.markdown === undefined) write(markdown);
    return fails(result, flags.failOn) ? exitCodes.bad : exitCodes.good;
  } finally {
    saving.clear();
    scratch.close();
  }
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
  const document = planIn(plan);
  document.close();
  const actual = document.hash;
  if (actual === hash.trim().toLowerCase()) {
    write(`${plan}: this is the plan that was reviewed\n`);
    return exitCodes.good;
  }
  complain(`plan-review: ${plan}: this is not the plan that was reviewed; its hash is ${actual}; review it again\n`);
  return exitCodes.bad;
}

function planIn(file: string): PlanDocument {
  return readable(file, () => readPlan(openBytes(file), file));
}

function policyIn(file: string): PolicyFile {
  return parsePolicy(
    readable(file, () => readFileSync(file === '-' ? 0 : file, 'utf8')),
    file,
  );
}

function readable<Content>(file: string, read: () => Content): Content {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableInputError) throw error;
    const missing = file !== '-' && !existsSync(file);
    throw new UnreadableInputError(
      `${file}: ${missing ? 'there is no such file' : `the file cannot be read (${(error as Error).message})`}`,
    );
  }
}

function deferral(text: string, before: ReviewFlags['deferred']): ReviewFlags['deferred'] {
  const [stack = '', waitsFor = ''] = text.split(':');
  if (stack === '' || waitsFor === '') throw new InvalidArgumentError('write STACK:UPSTREAM.');
  return [...before, { stack, waitsFor }];
}
