import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { workspaceOf } from './bundle';
import { buildForNode } from './node-build';

/** Hooks that all servers are deployed by. */
const HOOKS = 'libs/http-kit/hooks';

/**
 * What CodeDeploy puts onto instances: `server.js` (`src/main.ts` and all it imports), the application's `appspec.yml`, and `hooks/`.
 *
 * @param into Folder that is emptied first. @default `<workspace>/dist/<name of the application's folder>`
 * @returns the folder
 * @throws Error when the sources do not compile.
 */
export function bundleNodeServer(folder: string, into?: string): string {
  const workspace = workspaceOf(folder);
  const target = into ?? path.join(workspace, 'dist', path.basename(path.resolve(folder)));
  const server = buildForNode(folder, 'src/main.ts');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  writeFileSync(path.join(target, 'server.js'), server);
  cpSync(path.resolve(folder, 'appspec.yml'), path.join(target, 'appspec.yml'));
  cpSync(path.join(workspace, HOOKS), path.join(target, 'hooks'), { recursive: true });
  return target;
}
