import { mkdirSync } from 'node:fs';
import { App } from 'cdktf';
import type { MallCode } from './code';
import type { Environment } from './environments';
import { defineMall } from './stacks';

/** Writes every stack of one environment below a folder: `stacks/<stack>/cdk.tf.json`, its assets, and `manifest.json`. */
export function writeMall(environment: Environment, code: MallCode, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const app = new App({ outdir: folder });
  defineMall(app, environment, code);
  app.synth();
}
