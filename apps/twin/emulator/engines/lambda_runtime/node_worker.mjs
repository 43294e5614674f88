/**
 * The Node client of the Lambda Runtime API: loads a handler and answers one invocation after the other.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function request(method, suffix, body) {
  return new Promise((resolve, reject) => {
    const call = http.request({ host, port, agent, method, path: `/2018-06-01/runtime/${suffix}` }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

function describe(error) {
  const known = error instanceof Error;
  return JSON.stringify({
    errorType: known ? error.name : typeof error,
    errorMessage: known ? error.message : util.format(error),
    trace: known ? String(error.stack).split('\n') : [],
  });
}

async function loadHandler() {
  const [, file, names] = /^(.*)\.([^./]+)$/.exec(process.env._HANDLER) ?? [];
  if (!file) throw new Error(`the handler must be <file>.<function>, got '${process.env._HANDLER}'`);
  const base = path.resolve(process.env.LAMBDA_TASK_ROOT, file);
  const found = ['.js', '.cjs', '.mjs'].map((suffix) => base + suffix).find((candidate) => fs.existsSync(candidate));
  if (!found) throw new Error(`Cannot find module '${file}'`);
  const loaded = found.endsWith('.mjs') ? await import(pathToFileURL(found).href) : createRequire(found)(found);
  if (typeof loaded[names] !== 'function') throw new Error(`${process.env._HANDLER} is undefined or not exported`);
  return loaded[names];
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const clientContext = headers['lambda-runtime-client-context'];
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    clientContext: clientContext === undefined ? undefined : JSON.parse(clientContext),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function run(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error === null || error === undefined ? resolve(result) : reject(error));
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    else if (handler.length < 3) resolve(returned);
  });
}

let requestId = '';
for (const [method, level] of Object.entries({
  log: 'INFO',
  info: 'INFO',
  debug: 'DEBUG',
  warn: 'WARN',
  error: 'ERROR',
  trace: 'TRACE',
})) {
  console[method] = (...values) =>
    fs.writeSync(1, `${new Date().toISOString()}\t${requestId}\t${level}\t${util.format(...values)}\n`);
}

async function main() {
  let handler;
  try {
    handler = await loadHandler();
  } catch (error) {
    await request('POST', 'init/error', describe(error));
    process.exit(1);
  }
  for (;;) {
    const next = await request('GET', 'invocation/next');
    requestId = next.headers['lambda-runtime-aws-request-id'];
    try {
      const result = await run(handler, JSON.parse(next.body), contextOf(next.headers));
      await request('POST', `invocation/${requestId}/response`, JSON.stringify(result) ?? 'null');
    } catch (error) {
      console.error('Invoke Error', describe(error));
      await request('POST', `invocation/${requestId}/error`, describe(error));
    }
  }
}

main().catch((error) => {
  fs.writeSync(2, `${error.stack}\n`);
  process.exit(1);
});
