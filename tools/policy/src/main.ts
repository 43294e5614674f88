import path from 'node:path';
import { askCheckov } from './checkov';
import { judge } from './judge';
import { readSkips, stackFiles } from './skips';

/** Checks every synthesized stack below a folder: no failing policy check but those that a construct skips for a reason. */
async function main(folder: string): Promise<void> {
  const files = stackFiles(folder);
  if (files.length === 0) throw new Error(`${folder} must hold synthesized stacks, got none; synthesize first`);
  const answers = await askCheckov(folder);
  const { complaints, used } = judge(files, answers, readSkips(folder));
  for (const { construct, check, reason } of used) console.log(`skipped ${check} of ${construct}: ${reason}`);
  for (const complaint of complaints) console.error(complaint);
  console.log(
    `${files.length} stacks, ${answers.passed.length} checks passed, ${used.length} skipped, ${complaints.length} complaints`,
  );
  if (complaints.length > 0) process.exitCode = 1;
}

main(path.normalize(process.argv[2] ?? 'dist/infra')).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
