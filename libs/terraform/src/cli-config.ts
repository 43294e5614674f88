import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findPluginDirectory } from './plugin-directory';

/**
 * Writes the CLI configuration that says where Terraform finds providers, and returns its path. Programs beside this one may
 * be reading it: it is replaced as a whole, and only when it says something else.
 *
 * @param cache folder of the file and, without a mirror, of the downloaded plugins.
 * @param mirror folder of plugins; null when they are downloaded. @default the one of this machine, where there is one
 */
export function writeCliConfig(cache: string, mirror: string | null = findPluginDirectory() ?? null): string {
  mkdirSync(cache, { recursive: true });
  const file = path.join(cache, 'terraform.rc');
  const content =
    mirror === null
      ? `plugin_cache_dir = ${JSON.stringify(cache)}\n`
      : `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, content);
    renameSync(draft, file);
  }
  return file;
}
