import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { clientsOf } from '../src/clients';
import type { TwinRecord } from '../src/record';

/** A stand-in for Slack on loopback, and what it was told. */
export class TestSlack {
  /** One text a message, as it was posted. */
  readonly told: string[] = [];
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.told.push(Buffer.concat(chunks).toString());
      response.end('ok');
    });
  });

  /** Listens, and puts its address where the notifier of an applied `monitoring` looks for Slack's webhook. */
  async hear(record: TwinRecord): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    await clientsOf(record).secrets.send(
      new PutSecretValueCommand({
        SecretId: `mall-${record.environment}-monitoring-slack-webhook`,
        SecretString: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/services/T/B/X`,
      }),
    );
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
