import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { server } from './testing';
import { readBootScripts } from './user-data';

const scripts = readBootScripts(path.join(__dirname, '../user-data'));

/** The script as Terraform will write it: constants joined, what is known only after apply as `?`. */
function written(userData: unknown): string {
  const [, list = ''] = /^\$\{base64encode\(join\("", \[(.*)\]\)\)\}$/s.exec(String(userData)) ?? [];
  return [...list.matchAll(/base64decode\("([^"]*)"\)|"((?:[^"\\]|\\.)*)"|\d+|[\w.-]+/g)]
    .map(([piece, encoded, text]) => {
      if (encoded !== undefined) return Buffer.from(encoded, 'base64').toString();
      if (text !== undefined) return JSON.parse(`"${text}"`) as string;
      return /^\d+$/.test(piece) ? piece : '?';
    })
    .join('');
}

const userData = (props: Parameters<typeof server>[0] = {}) =>
  written(server({ bootScripts: scripts, ...props }).only('aws_launch_template').user_data);

describe('user data', () => {
  it('is one script that bash can read', () => {
    const script = userData();
    expect(script.startsWith('#!/bin/bash\nset -euo pipefail\n')).toBe(true);
    expect(script.match(/^#!/gm)).toHaveLength(1);
    expect(() => execFileSync('bash', ['-n'], { input: script, stdio: ['pipe', 'ignore', 'pipe'] })).not.toThrow();
  });

  it('keeps what the shell means by $ and a backslash', () => {
    const body = '#!/bin/bash\nset -euo pipefail\necho "${PORT}" %{x} \\\n  > /tmp/port\n';
    expect(userData({ bootScripts: [body] })).toContain('echo "${PORT}" %{x} \\\n  > /tmp/port\n');
  });

  it('tells scripts and application where they are', () => {
    const script = userData({ settings: { WAS_URL: 'https://was.mall.example.com', DATABASE_PORT: 3306 } });
    for (const line of [
      "AWS_REGION='ap-northeast-1'",
      "MALL_ROLE='web'",
      "PORT='80'",
      "LOG_GROUP='?'",
      "CLICK_STREAM='clicks'",
      "WAS_URL='https://was.mall.example.com'",
      "DATABASE_PORT='3306'",
    ]) {
      expect(script).toContain(`\n${line}\n`);
    }
  });

  it('defines every setting that its scripts ask for', () => {
    const [head = '', body = ''] = userData().split('set -a; . /etc/mall/server.env; set +a\n');
    const asked = [...body.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => String(name));
    expect(asked).toContain('CLICK_STREAM');
    for (const name of asked) expect(head).toContain(`\n${name}='`);
  });

  it('refuses what the shell, systemd or EC2 would stumble over', () => {
    const refused = (props: Parameters<typeof server>[0]) => () => server(props);
    expect(refused({ settings: { 'was-url': 'x' } })).toThrow(
      "test/Server: 'settings' must be names of capitals, digits and _, got was-url",
    );
    expect(refused({ settings: { QUOTE: "it's" } })).toThrow("test/Server: 'settings.QUOTE' must be of letters");
    expect(refused({ bootScripts: ['x'.repeat(16_384)] })).toThrow(
      "test/Server: 'bootScripts' must be at most 16384 bytes with the settings, got ",
    );
  });
});

describe('readBootScripts', () => {
  it('reads scripts in the order of their numbers', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'scripts-'));
    try {
      expect(() => readBootScripts(folder)).toThrow('must hold .sh files, got none');
      for (const name of ['20-b.sh', '10-a.sh', 'readme.md']) writeFileSync(path.join(folder, name), name);
      expect(readBootScripts(folder)).toEqual(['10-a.sh', '20-b.sh']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
