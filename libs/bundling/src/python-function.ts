import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Bundle, workspaceOf, writeBundle } from './bundle';
import { filesBelow, pythonSources } from './python-sources';

/** What an installer writes beside a package for itself; it differs from machine to machine. */
const INSTALLER_TRACES = new Set(['RECORD', 'INSTALLER', 'REQUESTED', 'direct_url.json', 'uv_cache.json']);

export interface PythonFunctionOptions {
  /** Pure Python packages that the Lambda layer lacks, by import name, taken from the locked environment. @default none */
  readonly packages?: readonly string[];
  /** The locked environment's `site-packages`. @default the project's own, made by the set-up */
  readonly sitePackages?: string;
}

/**
 * The zip of a Python function: the modules of `folder` (or of its `src`) without tests, and named packages with their
 * licences.
 *
 * @throws Error when there is no module, a package is not installed, or a package holds machine code.
 */
export function bundlePythonFunction(folder: string, options: PythonFunctionOptions = {}): Bundle {
  const workspace = workspaceOf(folder);
  const { packages = [], sitePackages = path.join(workspace, '.cache/python/lib/python3.11/site-packages') } = options;
  const sources = existsSync(path.join(folder, 'src')) ? path.join(folder, 'src') : folder;
  const files = pythonSources(sources);
  if (files.size === 0) throw new Error(`'${folder}' must hold Python modules, got none; give the function's folder`);
  for (const name of packages) {
    for (const [file, content] of packageFiles(sitePackages, name)) files.set(file, content);
  }
  return writeBundle(workspace, path.basename(path.resolve(folder)), files);
}

function packageFiles(sitePackages: string, name: string): Map<string, Uint8Array> {
  if (!existsSync(path.join(sitePackages, name))) {
    throw new Error(`Python package '${name}' must be installed in .cache/python; run node tools/setup/setup.mjs`);
  }
  const folders = readdirSync(sitePackages).filter(
    (entry) => entry === name || (entry.startsWith(`${name}-`) && entry.endsWith('.dist-info')),
  );
  const files = new Map<string, Uint8Array>();
  for (const folder of folders) {
    const shipped = filesBelow(
      path.join(sitePackages, folder),
      (file) => !/(^|\/)__pycache__\//.test(file) && !INSTALLER_TRACES.has(path.basename(file)),
    );
    for (const [file, content] of shipped) {
      if (/\.(so|pyd)$/.test(file)) {
        throw new Error(`Python package '${name}' must be pure Python, got '${file}'; take it from a Lambda layer`);
      }
      files.set(`${folder}/${file}`, content);
    }
  }
  return files;
}
