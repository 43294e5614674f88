import { bundleMall } from './code';
import { requireEnvironment, UnknownEnvironmentError } from './environments';
import { writeMall } from './write-mall';

/** What `cdktf` runs: one environment, named by `MALL_ENV`, into the folder that it names by `CDKTF_OUTDIR`. */
try {
  const environment = requireEnvironment(process.env.MALL_ENV);
  writeMall(environment, bundleMall(), process.env.CDKTF_OUTDIR ?? 'cdktf.out');
} catch (error) {
  if (!(error instanceof UnknownEnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
