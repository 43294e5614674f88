import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const NOT_SHIPPED = /(^|\/)(__pycache__|tests?|\.[^/]*)(\/|$)|(^|\/)(test_[^/]*|conftest)\.py$|\.pyc$/;

/** Python modules below a folder, without tests, by path relative to it. */
export function pythonSources(folder: string): Map<string, Uint8Array> {
  return filesBelow(folder, (file) => file.endsWith('.py') && !NOT_SHIPPED.test(file));
}

/** Files below a folder that a predicate keeps, by `/`-separated path relative to it, in code point order. */
export function filesBelow(folder: string, keep: (file: string) => boolean): Map<string, Uint8Array> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter(keep)
    .sort();
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, file))]));
}
