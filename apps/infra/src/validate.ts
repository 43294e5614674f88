import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readManifest, Terraform } from '@mall/terraform';

interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/** A stack is a module here, and only a root module has a backend. */
const expected = 'Backend configuration ignored';

/**
 * What the `validate` target runs: every synthesized stack goes through `terraform validate`, each as a module of one
 * configuration, because loading the provider takes longer than checking all stacks.
 *
 * @returns What Terraform says of them, one line each.
 */
async function validate(outputFolders: readonly string[]): Promise<{ stacks: string[]; diagnostics: Diagnostic[] }> {
  const stacks = outputFolders.flatMap(readManifest);
  if (stacks.length === 0)
    throw new Error('no folder with synthesized stacks was named; name for example dist/infra/dev');
  // The synthesized folders are outputs of another target: Terraform must leave no trace in them.
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mall-validate-'));
  try {
    for (const stack of stacks) cpSync(stack.folder, path.join(folder, stack.name), { recursive: true });
    const modules = Object.fromEntries(stacks.map(({ name }) => [name, { source: `./${name}` }]));
    writeFileSync(path.join(folder, 'main.tf.json'), JSON.stringify({ module: modules }));
    const cache = path.resolve('.cache/terraform-plugins');
    const terraform = new Terraform({ folder, cache, environment: process.env });
    await terraform.init();
    const { output } = await terraform.run(['validate', '-json'], [0, 1]);
    const { diagnostics } = JSON.parse(output) as { diagnostics: Diagnostic[] };
    return {
      stacks: stacks.map(({ name }) => name),
      diagnostics: diagnostics.filter(({ summary }) => summary !== expected),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

validate(process.argv.slice(2))
  .then(({ stacks, diagnostics }) => {
    for (const { severity, summary, detail, range } of diagnostics) {
      const place = range === undefined ? '' : `${range.filename}:${range.start.line}: `;
      console.error(`${place}${severity}: ${summary}. ${detail.replace(/\s+/g, ' ')}`);
    }
    if (diagnostics.some(({ severity }) => severity === 'error')) process.exitCode = 1;
    else console.log(`valid: ${stacks.join(', ')}`);
  })
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
