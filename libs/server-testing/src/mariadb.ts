import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const home = path.join(__dirname, '../../../.cache/java/mariadb');
const environment = { ...process.env, LD_LIBRARY_PATH: path.join(home, 'libs') };

/** A database server of one test file. */
export interface TestServer {
  readonly port: number;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

/** Files in PEM of the certificate that a server shows, and of its key. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

/**
 * Starts MariaDB in a folder of its own, on a free port of the loopback; `root` has no password.
 *
 * @param shown What the server proves itself by; without it, it makes a certificate of its own at every start.
 */
export async function startMariaDb(shown?: ServerCertificate): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mall-mariadb-'));
  const port = await freePort();
  const common = [
    '--no-defaults',
    `--basedir=${home}`,
    `--datadir=${path.join(folder, 'data')}`,
    // The server refuses to work as root unless told so.
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  ];
  execFileSync(
    path.join(home, 'scripts/mariadb-install-db'),
    [...common, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { env: environment, stdio: 'ignore' },
  );
  const socket = path.join(folder, 'socket');
  const server = spawn(
    path.join(home, 'bin/mariadbd'),
    [
      ...common,
      `--port=${port}`,
      `--socket=${socket}`,
      '--bind-address=127.0.0.1',
      '--innodb-flush-log-at-trx-commit=0',
      '--skip-log-bin',
      ...(shown === undefined ? [] : [`--ssl-cert=${shown.certificate}`, `--ssl-key=${shown.key}`]),
    ],
    { env: environment, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !existsSync(socket); tries += 1) {
    if (tries === 1800 || server.exitCode !== null) {
      await stop();
      throw new Error('MariaDB did not start; run the set-up again');
    }
    await sleep(50);
  }
  return { port, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
