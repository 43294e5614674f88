import path from 'node:path';
import { buildSync } from 'esbuild';
import { type Bundle, workspaceOf, writeBundle } from './bundle';

/**
 * The zip of a Node.js function: `src/handler.ts` and all it imports, AWS SDK included, as one `index.js` for nodejs22.x.
 * The handler is `index.handler`.
 *
 * @throws Error when the sources do not compile.
 */
export function bundleNodeFunction(folder: string): Bundle {
  const workspace = workspaceOf(folder);
  const { outputFiles } = buildSync({
    entryPoints: [path.resolve(folder, 'src/handler.ts')],
    // Paths in the output are relative to it: the same bytes in any folder.
    absWorkingDir: workspace,
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
  const files = new Map(outputFiles.map(({ contents }) => ['index.js', contents] as const));
  return writeBundle(workspace, path.basename(path.resolve(folder)), files);
}
