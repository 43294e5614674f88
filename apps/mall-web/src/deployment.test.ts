import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundleNodeServer } from '@mall/bundling';
import { makeCertificate, startSecrets, type TestSecrets } from '@mall/server-testing';
import { load } from 'js-yaml';

const keyArn = 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:click-key';
const root = mkdtempSync(path.join(tmpdir(), 'mall-web-'));
const at = (...names: string[]) => path.join(root, ...names);
let was: Server;
let secrets: TestSecrets;
let port: number;
let settings: Record<string, string>;

beforeAll(async () => {
  const shown = makeCertificate(root);
  was = createServer({ cert: readFileSync(shown.certificate), key: readFileSync(shown.key) }, (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      request.url === '/products' ? '{"products":[{"id":"G1","name":"コート","category":"coats","priceJpy":1}]}' : '{}',
    );
  });
  await new Promise<void>((resolve) => was.listen(0, resolve));
  secrets = await startSecrets({ [keyArn]: 'the key of pseudonyms' });
  port = await freePort();
  for (const folder of ['etc/mall', 'opt/mall', 'var/log/mall']) mkdirSync(at(folder), { recursive: true });
  settings = {
    PORT: String(port),
    WAS_URL: `https://localhost:${(was.address() as AddressInfo).port}`,
    CLICK_KEY_SECRET_ARN: keyArn,
    CLICK_LOG_FOLDER: at('var/log/mall'),
    NODE_EXTRA_CA_CERTS: shown.certificate,
    ...secrets.variables,
  };
  bundleNodeServer(path.join(__dirname, '..'), at('bundle'));
});

afterAll(async () => {
  await hook('ApplicationStop');
  await secrets.stop();
  was.closeAllConnections();
  await new Promise((resolve) => was.close(resolve));
  rmSync(root, { recursive: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createSocket().listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address() as AddressInfo;
      probe.close(() => resolve(found));
    });
  });
}

/** Settings as user data writes them when an instance is born. */
function write(variables: Record<string, string>): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`);
  writeFileSync(at('etc/mall/server.env'), lines.join(''));
}

interface Ran {
  readonly code: number;
  readonly stderr: string;
}

/** Runs a hook of the application's appspec.yml as the CodeDeploy agent does; what WAS and the secrets are is in this process. */
function hook(event: string, validateSeconds = '60'): Promise<Ran> {
  const spec = load(readFileSync(at('bundle/appspec.yml'), 'utf8')) as {
    hooks: Record<string, { location: string }[]>;
  };
  const script = spec.hooks[event]?.[0]?.location ?? 'none';
  const env = {
    PATH: process.env.PATH ?? '',
    MALL_ROOT: root,
    MALL_SYSTEMCTL: path.join(__dirname, '../../../libs/server-testing/hooks/systemctl'),
    MALL_NODE: process.execPath,
    MALL_VALIDATE_SECONDS: validateSeconds,
  };
  return new Promise((resolve) => {
    const done = (error: { code?: number | string | null } | null, _stdout: string, stderr: string) =>
      resolve({ code: error === null ? 0 : Number(error.code), stderr });
    execFile('bash', [at('bundle', script)], { env }, done);
  });
}

/** A rollout onto the instance, event by event until one fails. It is validated for so long once the service is up. */
async function deploy(
  validateSeconds?: string,
): Promise<{ readonly failed: string | undefined; readonly stderr: string }> {
  for (const event of ['ApplicationStop', 'AfterInstall', 'ApplicationStart', 'ValidateService']) {
    if (event === 'AfterInstall') cpSync(at('bundle'), at('opt/mall/current'), { recursive: true });
    while (event === 'ValidateService' && logged().at(-1) !== 'listening') await sleep(50);
    const { code, stderr } = await hook(event, validateSeconds);
    if (code !== 0) return { failed: event, stderr };
  }
  return { failed: undefined, stderr: '' };
}

/** The service's own lines; Node.js's warnings stand between them. */
const logged = () =>
  (existsSync(at('var/log/mall/application.log')) ? readFileSync(at('var/log/mall/application.log'), 'utf8') : '')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { message: string }).message);

describe('a deployment', () => {
  it('fails where the bundle cannot reach what it depends on, and says so', async () => {
    write({ ...settings, WAS_URL: 'https://localhost:9' });
    const { failed, stderr } = await deploy('1');
    expect(failed).toBe('ValidateService');
    expect(stderr).toMatch(/^not ready after \d+ s: .*503/);
    expect(stderr).toContain('"dependency":"was"');
  });

  it('puts a bundle into service', async () => {
    write(settings);
    expect(await deploy()).toEqual({ failed: undefined, stderr: '' });
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(await response.text()).toContain('コート');
  });

  it('writes clicks that name nobody, for the agent to pass on', async () => {
    await fetch(`http://127.0.0.1:${port}/products/G1`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    await hook('ApplicationStop');
    const files = readdirSync(at('var/log/mall')).filter((name) => /^clicks-[\dT-]+\.jsonl$/.test(name));
    const text = files.map((name) => readFileSync(at('var/log/mall', name), 'utf8')).join('');
    expect(text.trim().split('\n')).toHaveLength(2);
    expect(text).toContain('"path":"/products/G1"');
    expect(text).not.toContain('203.0.113.9');
  });

  it('was stopped in order: drained, and nothing of it left', async () => {
    expect(logged().slice(-2)).toEqual(['draining', 'stopped']);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
  });

  it('stops nothing, without failing, where nothing runs', async () => {
    expect(await hook('ApplicationStop')).toEqual({ code: 0, stderr: '' });
  });

  it('installs a unit that is not root and may write its logs only', () => {
    const unit = readFileSync(at('etc/systemd/system/mall.service'), 'utf8');
    expect(unit).toContain('User=mall\n');
    expect(unit).toContain(`ReadWritePaths=${root}/var/log/mall\n`);
    expect(unit).toContain('Conflicts=mall-placeholder.service\n');
    expect(unit).not.toContain('@');
  });
});
