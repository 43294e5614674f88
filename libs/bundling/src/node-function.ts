import path from 'node:path';
import { type Bundle, workspaceOf, writeBundle } from './bundle';
import { buildForNode } from './node-build';

/**
 * The zip of a Node.js function: `src/handler.ts` and all it imports, AWS SDK included, as one `index.js` for nodejs22.x.
 * The handler is `index.handler`.
 *
 * @throws Error when the sources do not compile.
 */
export function bundleNodeFunction(folder: string): Bundle {
  const files = new Map([['index.js', buildForNode(folder, 'src/handler.ts')]]);
  return writeBundle(workspaceOf(folder), path.basename(path.resolve(folder)), files);
}
