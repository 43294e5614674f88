import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { literal, propError, requirePattern } from '@mall/foundation';
import { Fn } from 'cdktf';
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

/** EC2 takes this many bytes of user data before they are encoded (Amazon EC2: user data). */
const LIMIT_BYTES = 16_384;

/**
 * User data, encoded: the settings, which also land in `/etc/mall/server.env`, and the scripts that read them. The first
 * command that fails ends it; the instance then never gets healthy, and Auto Scaling replaces it.
 *
 * @param settings Names in capitals. Values known only after apply are written by Terraform.
 */
export function userDataOf(scope: Construct, scripts: BootScripts, settings: Readonly<Record<string, string>>): string {
  for (const name of Object.keys(settings)) {
    requirePattern(scope, 'settings', name, /^[A-Z][A-Z0-9_]*$/, 'names of capitals, digits and _');
    requirePattern(scope, `settings.${name}`, settings[name] ?? '', /^[^'\n]*$/, "text without ' and line breaks");
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'`);
  const text = [
    '#!/bin/bash',
    'set -euo pipefail',
    'install -d -m 0755 /etc/mall',
    "cat > /etc/mall/server.env <<'SETTINGS'",
    ...lines,
    'SETTINGS',
    'set -a; . /etc/mall/server.env; set +a',
    ...scripts.map((script) => literal(withoutHead(script))),
    '',
  ].join('\n');
  if (Buffer.byteLength(text) > LIMIT_BYTES) {
    throw propError(scope, 'scripts', `at most ${LIMIT_BYTES} bytes with the settings`, Buffer.byteLength(text));
  }
  return Fn.base64encode(text);
}

/** A script stands alone for shellcheck and for reading; joined, the first line is the common one. */
function withoutHead(script: string): string {
  return script.replace(/^#!.*\nset -euo pipefail\n/, '').trim();
}
