import path from 'node:path';
import { buildSync } from 'esbuild';
import { workspaceOf } from './bundle';

/**
 * One entry file and all it imports as one CommonJS file for Node.js 22, the same bytes in any folder.
 *
 * @throws Error when the sources do not compile.
 */
export function buildForNode(folder: string, entry: string): Uint8Array {
  const { outputFiles } = buildSync({
    entryPoints: [path.resolve(folder, entry)],
    // Paths in the output are relative to it.
    absWorkingDir: workspaceOf(folder),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    charset: 'utf8',
    // Names stay: a stack trace in CloudWatch shall be readable.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`${entry} of '${folder}' gave no output`);
  return file.contents;
}
