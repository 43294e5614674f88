import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { propError, requirePattern } from '@mall/foundation';
import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';

/** What an instance runs as root when it is born, in this order, as one script. */
export type BootScripts = readonly string[];

/**
 * The scripts of a folder, `<number>-<what>.sh`, in the order of their numbers.
 *
 * @throws Error when there is none.
 */
export function readBootScripts(folder: string): BootScripts {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sh'))
    .sort();
  if (files.length === 0) throw new Error(`'${folder}' must hold .sh files, got none`);
  return files.map((file) => readFileSync(path.join(folder, file), 'utf8'));
}

/** Names in capitals. Values known only after apply are written by Terraform. No secret: user data can be read. */
export type Settings = Readonly<Record<string, string | number>>;

/** What needs no care in the shell, in systemd and in Terraform. */
const plain = /^[\w .:/@,+=-]*$/;

/** EC2 takes this many bytes of user data before they are encoded (Amazon EC2: user data). */
const LIMIT_BYTES = 16_384;

/**
 * User data, encoded: the settings, which also land in `/etc/mall/server.env`, and the scripts that read them. The first
 * command that fails ends it; the instance then never gets healthy, and Auto Scaling replaces it.
 */
export function userDataOf(scope: Construct, scripts: BootScripts, settings: Settings): string {
  for (const [name, value] of Object.entries(settings)) {
    requirePattern(scope, 'settings', name, /^[A-Z][A-Z0-9_]*$/, 'names of capitals, digits and _');
    requirePattern(scope, `settings.${name}`, String(value), plain, 'of letters, digits, spaces and _ . : / @ , + = -');
  }
  const body = scripts.map(withoutHead).join('\n');
  const pieces = [
    "#!/bin/bash\nset -euo pipefail\ninstall -d -m 0755 /etc/mall\ncat > /etc/mall/server.env <<'SETTINGS'\n",
    ...Object.entries(settings).flatMap(([name, value]) => [`${name}='`, Token.asString(value), "'\n"]),
    'SETTINGS\nset -a; . /etc/mall/server.env; set +a\n',
  ];
  const bytes = Buffer.byteLength(pieces.join('') + body);
  if (bytes > LIMIT_BYTES) {
    throw propError(scope, 'bootScripts', `at most ${LIMIT_BYTES} bytes with the settings`, bytes);
  }
  // Encoded by itself: what the shell writes as Terraform's templates, quotes and line ends passes untouched.
  const constant = Fn.base64decode(Buffer.from(body).toString('base64'));
  return Fn.base64encode(Fn.join('', [...pieces, constant]));
}

/** A script stands alone for shellcheck and for reading; joined, the first line is the common one. */
function withoutHead(script: string): string {
  return `${script.replace(/^#!.*\nset -euo pipefail\n/, '').trim()}\n`;
}
