import { rmSync } from 'node:fs';
import path from 'node:path';
import { bundleMall } from './code';
import { environments } from './environments';
import { writeMall } from './write-mall';

/** What the `synth` target runs: every environment in one process, each into `dist/infra/<environment>`. */
const code = bundleMall();
for (const environment of Object.values(environments)) {
  const folder = path.join('dist/infra', environment.name);
  rmSync(folder, { recursive: true, force: true });
  writeMall(environment, code, folder);
}
