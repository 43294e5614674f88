import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Bundle, workspaceOf, writeBundle } from './bundle';
import { pythonSources } from './python-sources';

/** One file that Terraform uploads under a key with its content's hash. */
export interface HashedFile {
  /** Absolute path. */
  readonly file: string;
  /** First 12 hexadecimal digits of the content's SHA-256. */
  readonly hash: string;
}

/** What the Glue jobs of a folder consist of. */
export interface GlueJobBundle {
  /** `job.py` of each job, by job name. */
  readonly scripts: Readonly<Record<string, HashedFile>>;
  /** The packages of all jobs, for `--extra-py-files`. */
  readonly packages: Bundle;
}

/**
 * The scripts and the packages of the jobs in `folder`: every folder with a `job.py` is a job, every folder with Python
 * modules is a package of the zip. Tests stay behind.
 *
 * @throws Error when no folder holds a `job.py`.
 */
export function bundleGlueJobs(folder: string): GlueJobBundle {
  const root = path.resolve(folder);
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const jobs = folders.filter((name) => existsSync(path.join(root, name, 'job.py')));
  if (jobs.length === 0) throw new Error(`'${folder}' must hold a folder with a job.py, got none`);
  const files = new Map([...pythonSources(root)].filter(([file]) => file.includes('/')));
  return {
    scripts: Object.fromEntries(jobs.map((job) => [job, hashedFile(path.join(root, job, 'job.py'))])),
    packages: writeBundle(workspaceOf(root), path.basename(root), files),
  };
}

function hashedFile(file: string): HashedFile {
  return { file, hash: createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12) };
}
