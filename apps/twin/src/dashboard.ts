import { type ChildProcess, spawn } from 'node:child_process';
import getPort from 'get-port';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientEnvironment, withoutAws } from './emulator';
import { TwinError } from './errors';
import { projectRoot } from './paths';
import type { TwinRecord } from './record';

/** The dashboard's server, a process of its own that reads the result bucket like any other AWS client. */
export interface Dashboard {
  readonly address: string;
  readonly process: ChildProcess;
}

const startSeconds = 120;

/** Serves the page of a twin's result bucket on a free loopback port. */
export async function serveDashboard(record: TwinRecord, resultsBucket: string): Promise<Dashboard> {
  const port = await getPort({ host: '127.0.0.1' });
  const server = spawn(process.execPath, ['--import', 'tsx', 'apps/dashboard/src/main.ts', '--port', `${port}`], {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...withoutAws(process.env), ...clientEnvironment(record), RESULT_BUCKET: resultsBucket },
  });
  const address = `http://127.0.0.1:${port}/`;
  for (let tries = 0; tries < startSeconds * 10; tries += 1) {
    if (server.exitCode !== null) break;
    if (
      await fetch(address).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return { address, process: server };
    await sleep(100);
  }
  server.kill();
  throw new TwinError('the dashboard did not start');
}
