#!/usr/bin/env node
/**
 * Makes package-lock.json install from whatever registry a machine uses. Run after every `npm install`.
 *
 * Download addresses are taken out (npm's own `omit-lockfile-registry-resolved` does the same). A registry may lack the
 * packages of platforms that this project does not run on; npm then writes no entry for them and `npm ci` refuses the
 * lock, so such optional packages get an entry that says for which platform they are and is skipped on every other.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const systems = ['darwin', 'win32', 'freebsd', 'android', 'openharmony', 'linux'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'loong64', 'riscv64'];

const file = path.join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    const parts = name.split(/[-/]/);
    const os = systems.find((system) => parts.includes(system));
    const cpu = processors.find((processor) =>
      parts.some((part) => part === processor || part.startsWith('gnueabi') || part.startsWith(processor)),
    );
    if (lock.packages[place] !== undefined || os === undefined || cpu === undefined) continue;
    if (Object.keys(lock.packages).some((known) => known.endsWith(`/${place}`))) continue;
    lock.packages[place] = { version, cpu: [cpu], optional: true, os: [os] };
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
