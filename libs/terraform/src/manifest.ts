import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A synthesized stack. */
export interface SynthesizedStackEntry {
  /** Stack id, for example `dev-network`. */
  readonly name: string;
  /** Absolute folder that holds `cdk.tf.json` and its assets. */
  readonly folder: string;
  /** Ids of the stacks that come before it: those whose outputs it reads, and the one that makes the boundary of its roles. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly stacks: Record<
    string,
    { readonly name: string; readonly workingDirectory: string; readonly dependencies: readonly string[] }
  >;
}

/**
 * The stacks of a synthesized folder, upstream first.
 *
 * @throws Error when the folder holds no manifest.
 */
export function readManifest(outputFolder: string): readonly SynthesizedStackEntry[] {
  const file = path.join(outputFolder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${outputFolder} holds no synthesized stacks; synthesize first`);
  const { stacks } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const entries = Object.values(stacks).map(({ name, workingDirectory, dependencies }) => ({
    name,
    folder: path.resolve(outputFolder, workingDirectory),
    dependencies,
  }));
  const sorted: SynthesizedStackEntry[] = [];
  while (sorted.length < entries.length) {
    const next = entries.find(
      (entry) =>
        !sorted.includes(entry) && entry.dependencies.every((name) => sorted.some((done) => done.name === name)),
    );
    if (next === undefined) throw new Error(`${file}: the stacks need each other in a circle`);
    sorted.push(next);
  }
  return sorted;
}
