import path from 'node:path';
import { askCheckov } from './checkov';
import { judgeByRules } from './house';
import { judge } from './judge';
import { rules } from './rules';
import { readSkips } from './skips';
import { readStacks, stackFiles } from './stacks';

/** Checks every synthesized stack below a folder: no rule is broken, checkov's or ours, but where a construct says why. */
async function main(folder: string): Promise<void> {
  const files = stackFiles(folder);
  if (files.length === 0) throw new Error(`${folder} must hold synthesized stacks, got none; synthesize first`);
  const answers = await askCheckov(folder);
  const { complaints: failures, used } = judge(files, answers, readSkips(folder));
  const { complaints: breaches, explained } = judgeByRules(readStacks(folder), rules);
  const complaints = [...breaches, ...failures];
  for (const { construct, check, reason } of used) console.log(`skipped ${check} of ${construct}: ${reason}`);
  for (const { construct, subject, reason } of explained)
    console.log(`explained ${subject} of ${construct}: ${reason}`);
  for (const complaint of complaints) console.error(complaint);
  console.log(
    `${files.length} stacks, ${answers.passed.length} checks passed, ${used.length} skipped, ${explained.length} explained, ${complaints.length} complaints`,
  );
  if (complaints.length > 0) process.exitCode = 1;
}

main(path.normalize(process.argv[2] ?? 'dist/infra')).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
