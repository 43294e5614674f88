import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import getPort from 'get-port';

/** AWS's interfaces on loopback, without any engine behind them. */
export interface Moto {
  readonly endpoint: string;
  stop(): void;
}

/** Starts moto of the project's own Python environment. */
export async function startMoto(): Promise<Moto> {
  const port = await getPort({ host: '127.0.0.1' });
  const python = path.resolve(__dirname, '../../../.cache/python/bin/python');
  const server = spawn(python, ['-m', 'moto.server', '--host', '127.0.0.1', '--port', String(port)], {
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  for (;;) {
    const ready = await fetch(`${endpoint}/moto-api/data.json`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return { endpoint, stop: () => void server.kill() };
    if (server.exitCode !== null) throw new Error(`moto ended with ${server.exitCode}; run node tools/setup/setup.mjs`);
    await setTimeout(50);
  }
}
