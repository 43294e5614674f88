#!/usr/bin/env node
/**
 * Brings the project's own tools into the project's own folder: npm packages, a virtual environment, Java libraries and
 * engines. Needs nothing but Node, so that it can run in a fresh clone. Each part is keyed by the hash of its lock file:
 * a part that is there costs nothing, an interrupted one is made anew.
 *
 *   node tools/setup/setup.mjs [--with trino]
 */
import { parseArgs } from 'node:util';
import { parts } from './parts.mjs';
import { missingPrerequisites } from './prerequisites.mjs';
import { runParts } from './run-parts.mjs';

const { values } = parseArgs({ options: { with: { type: 'string', multiple: true, default: [] } } });

const missing = missingPrerequisites();
if (missing.length > 0) {
  for (const sentence of missing) console.error(sentence);
  process.exit(2);
}
const unknown = values.with.filter((name) => !parts.some((part) => part.optional && part.name === name));
if (unknown.length > 0) {
  console.error(
    `--with must be one of ${parts
      .filter((part) => part.optional)
      .map((part) => part.name)
      .join(', ')}, got ${unknown.join(', ')}`,
  );
  process.exit(2);
}
const failed = await runParts(parts.filter((part) => !part.optional || values.with.includes(part.name)));
process.exit(failed ? 1 : 0);
