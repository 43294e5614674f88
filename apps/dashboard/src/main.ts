import { S3Client } from '@aws-sdk/client-s3';
import { tryReadText } from '@mall/lambda-kit';
import { Command, InvalidArgumentError } from 'commander';
import { readResults } from './results';
import { dashboardServer } from './server';

/** Serves the dashboard of a result bucket on loopback; the AWS client takes its settings from the environment. */
const program = new Command('dashboard')
  .requiredOption('--port <port>', 'loopback port', (text) => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('must be 1 to 65535.');
    return port;
  })
  .option('--bucket <name>', 'result bucket', process.env.RESULT_BUCKET)
  .action(({ port, bucket }: { port: number; bucket?: string }) => {
    if (bucket === undefined)
      return program.error("name the result bucket by '--bucket' or RESULT_BUCKET", { exitCode: 2 });
    const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
    dashboardServer(() => readResults((key) => tryReadText(s3, bucket, key))).listen(port, '127.0.0.1', () => {
      console.log(`http://127.0.0.1:${port}/`);
    });
  });

program.parse();
