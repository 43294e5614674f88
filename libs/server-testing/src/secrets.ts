import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Secrets Manager of one test file, on the loopback. */
export interface TestSecrets {
  /** What the SDK is pointed at it and signs by. */
  readonly variables: Readonly<Record<string, string>>;
  /** Secrets by ARN; a test may change them. */
  readonly values: Map<string, string>;
  stop(): Promise<void>;
}

/** Starts a server that answers `GetSecretValue` for the given secrets. */
export async function startSecrets(given: Readonly<Record<string, string>>): Promise<TestSecrets> {
  const values = new Map(Object.entries(given));
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { SecretId } = JSON.parse(Buffer.concat(chunks).toString()) as { SecretId: string };
      const value = values.get(SecretId);
      const body =
        value === undefined ? { __type: 'ResourceNotFoundException' } : { ARN: SecretId, SecretString: value };
      response.writeHead(value === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    values,
    variables: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'ap-northeast-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
