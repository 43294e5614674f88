import { mkdirSync } from 'node:fs';
import { App } from 'cdktf';
import { bundleMall } from './code';
import { requireEnvironment, UnknownEnvironmentError } from './environments';
import { defineMall } from './stacks';

try {
  const environment = requireEnvironment(process.env.MALL_ENV);
  const outdir = process.env.CDKTF_OUTDIR ?? 'cdktf.out';
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  defineMall(app, environment, bundleMall());
  app.synth();
} catch (error) {
  if (!(error instanceof UnknownEnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
