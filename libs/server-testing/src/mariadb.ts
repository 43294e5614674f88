import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const home = path.join(__dirname, '../../../.cache/java/mariadb');

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
  // A server that starts removes the temporary tables of every other that has the same folder for them.
  const env = { ...process.env, LD_LIBRARY_PATH: path.join(home, 'libs'), TMPDIR: folder };
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
    { env, stdio: 'ignore' },
  );
  const socket = path.join(folder, 'socket');
  const certificate = shown === undefined ? [] : [`--ssl-cert=${shown.certificate}`, `--ssl-key=${shown.key}`];
  const start = (port: number) =>
    spawn(
      path.join(home, 'bin/mariadbd'),
      [
        ...common,
        `--port=${port}`,
        `--socket=${socket}`,
        '--bind-address=127.0.0.1',
        '--innodb-flush-log-at-trx-commit=0',
        '--skip-log-bin',
        ...certificate,
      ],
      { env, stdio: 'ignore' },
    );
  // Somebody else may be given the port before the server listens on it: then it ends, and gets another.
  for (let tries = 0; tries < 5; tries += 1) {
    const port = await freePort();
    const server = start(port);
    let hasEnded = false;
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve())).then(() => (hasEnded = true));
    while (!existsSync(socket) && !hasEnded) await sleep(50);
    if (hasEnded) continue;
    return {
      port,
      stop: async () => {
        server.kill('SIGTERM');
        await ended;
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }
  rmSync(folder, { recursive: true, force: true });
  throw new Error('MariaDB did not start; run the set-up again');
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
