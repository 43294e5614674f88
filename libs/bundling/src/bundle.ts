import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';

/** A zip of ours: what Terraform uploads. Equal content is equal bytes, whatever the folder, the user or the hour. */
export interface Bundle {
  /** Name of what was bundled: `analysis-runner`. */
  readonly name: string;
  /** Absolute path of the zip, `<workspace>/dist/bundles/<name>-<hash>.zip`. */
  readonly file: string;
  /** First 12 hexadecimal digits of the zip's SHA-256; part of file names and S3 keys. */
  readonly hash: string;
  /** SHA-256 of the zip in base64: Lambda's `source_code_hash`. */
  readonly sha256: string;
}

/** Content by path inside the zip, `/` between folders. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

/** The earliest time a zip can hold. fflate reads it by the local clock, so every time zone writes the same bytes. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/** Unix, regular file, readable by the user that Lambda runs as. */
const READABLE_FILE = (0o100644 << 16) >>> 0;

/** Writes the files as a zip, entries sorted by path, and removes older bundles of that name. */
export function writeBundle(workspace: string, name: string, files: BundleFiles): Bundle {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = zipSync(
    Object.fromEntries(sorted.map(([entry, content]) => [entry, [content, { os: 3, attrs: READABLE_FILE }]])),
    { level: 6, mtime: ZIP_EPOCH },
  );
  const digest = createHash('sha256').update(bytes).digest();
  const hash = digest.toString('hex').slice(0, 12);
  const folder = path.join(workspace, 'dist', 'bundles');
  const file = path.join(folder, `${name}-${hash}.zip`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) {
    // A second process may bundle at the same time: a rename shows each of them a whole file.
    const partial = `${file}.${process.pid}`;
    writeFileSync(partial, bytes);
    renameSync(partial, file);
    removeOlder(folder, name, path.basename(file));
  }
  return { name, file, hash, sha256: digest.toString('base64') };
}

/** The folder above `folder` that holds `nx.json`. @throws Error when there is none. */
export function workspaceOf(folder: string): string {
  for (let at = path.resolve(folder); at !== path.dirname(at); at = path.dirname(at)) {
    if (existsSync(path.join(at, 'nx.json'))) return at;
  }
  throw new Error(`'${folder}' must lie in a workspace with an nx.json; give a folder of the project`);
}

function removeOlder(folder: string, name: string, newest: string): void {
  const ours = new RegExp(`^${name}-[0-9a-f]{12}\\.zip$`);
  for (const entry of readdirSync(folder)) {
    if (ours.test(entry) && entry !== newest) rmSync(path.join(folder, entry), { force: true });
  }
}
