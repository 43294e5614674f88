import './quiet-sdk';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { addAgeCommand } from './age';
import { env, run, type RunOptions, start, up } from './commands';
import { stopEmulator } from './emulator';
import { exitCodes, TwinError } from './errors';
import { addFaultCommand } from './fault';
import { addAsJobCommand } from './job';
import { printLogs } from './logs';
import { addPermissionsCommand } from './permissions';
import { destroy, type DestroyOptions, planAgain } from './plan';
import { replay, type ReplayOptions } from './replay';
import type { ReachOptions } from './reach/command';
import { addRedriveCommand } from './redrive';
import { printStatus } from './status';
import { teardownOverrideOf } from './teardown';

/** Purchases that the twin's own data hold unless told otherwise. */
const defaultRows = 2000;

const program = new Command('twin')
  .description('The mall on your desk: the synthesized Terraform JSON applied to real engines on loopback.')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

const withData = (command: Command) =>
  command
    .option(
      '--data <dir>',
      'folder with your files: customer.csv, purchase.csv, review.csv, survey-YYYYQn.xlsx, clicks.jsonl, access.log (.gz)',
    )
    .option('--rows <n>', 'purchases to generate when no --data is given, 500 or more', wholeNumber, defaultRows)
    .option('--seed <n>', 'seed of the generator', wholeNumber, 1)
    .option('--export <dir>', 'leave the five results there as <analysis>.csv, and how their run reconciles')
    .option('--once', 'do not serve the dashboard and wait at the end', false);

const withEnvironment = (command: Command) =>
  command.option('--environment <name>', 'row of the environment table', process.env.MALL_ENV ?? 'dev');

withData(withEnvironment(program.command('start')))
  .description('a fresh twin, the stacks of the data road, the road itself, the dashboard; ends with you')
  .action(({ environment, ...options }: RunOptions & { environment: string }) => start(environment, options));

withEnvironment(program.command('up'))
  .description('bring a twin up, fresh or the one that was killed here, and apply every stack; it stays up')
  .option(
    '--tiers <names>',
    'only these tiers, by commas, and what they read from; road is all of the data road',
    tierNames,
  )
  .action(({ environment, tiers }: { environment: string; tiers?: readonly string[] }) => up(environment, tiers));

withData(program.command('run'))
  .description('run the data road on the twin that is up')
  .action((options: RunOptions) => run(options));

program
  .command('replay')
  .description('take mended rows back in: corrections by key, mended workbooks, or nothing where the source was mended')
  .argument('[files...]', 'customer.csv, purchase.csv, review.csv (key and corrected columns), survey-YYYYQn.xlsx')
  .option('--export <dir>', 'leave the five results there as <analysis>.csv, and how their run reconciles')
  .action((files: readonly string[], options: ReplayOptions) => replay(files, options));

program.command('status').description('what runs, what ran, what waits').action(printStatus);

program
  .command('logs')
  .description('the logs of the twin; with a name, that log')
  .argument('[name]', 'part of a log file name')
  .action(printLogs);

program
  .command('env')
  .description('what a shell needs so that your own AWS client talks to the twin: eval "$(npm run -s twin -- env)"')
  .action(() => {
    process.stdout.write(env());
  });

program.command('plan').description('plan every stack again; fails when a plan is not empty').action(planAgain);

program
  .command('destroy')
  .description('terraform destroy on every stack, as its protections allow')
  .option('--teardown <environment>', 'turn the protections off first and delete all data; name the environment')
  .action((options: DestroyOptions) => destroy(options));

program
  .command('teardown-override')
  .description('print the Terraform override that lets a stack be destroyed with its data')
  .argument('<folder>', 'folder of a synthesized stack')
  .action((folder: string) => {
    process.stdout.write(teardownOverrideOf(folder));
  });

program
  .command('reach')
  .description('who reaches whom on which port in the network that is applied; a blocked question ends with 1')
  .option('--from <node>', 'caller: internet, or a node of the matrix')
  .option('--to <node>', 'callee: a node of the matrix, or its domain name')
  .option('--port <n>', 'TCP port, else one on which the callee answers', wholeNumber)
  .option('--matrix', 'print the whole table; so does the command without options')
  .option('--picture <file>', 'draw the network as SVG')
  .action(async (options: ReachOptions) => {
    // Loaded on demand: the clients of this command alone would slow every other.
    const { reach } = await import('./reach/command');
    await reach(options);
  });

addAsJobCommand(program);
addAgeCommand(program);
addFaultCommand(program);
addRedriveCommand(program);
addPermissionsCommand(program);

program
  .command('down')
  .description('stop the twin; leaves no process and no file')
  .action(async () => {
    const wasRunning = await stopEmulator();
    process.stdout.write(wasRunning ? 'The twin is down.\n' : 'No twin was running here.\n');
  });

function tierNames(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('must be a whole number from 1.');
  return value;
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    return;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof TwinError ? error.exitCode : exitCodes.failed;
});
