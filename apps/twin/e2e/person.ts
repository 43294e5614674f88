import { AthenaClient } from '@aws-sdk/client-athena';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TOTP } from 'otpauth';
import { clientSettings } from '../src/clients';
import type { TwinRecord } from '../src/record';
import { type Credentials, environmentOf } from '../src/shell';
import { aws, awsAs } from './cli';
import { newFolder } from './twin';

/** What a person asks AWS with: an access key alone, or a session that a second factor has opened. */
export interface Clients {
  readonly athena: AthenaClient;
  readonly glue: GlueClient;
  readonly s3: S3Client;
}

/** Somebody with an IAM user, who is hired, sets up a second factor, and leaves, all by the AWS command line. */
export class Person {
  #groups: readonly string[] = [];
  #device: string | undefined;
  #session: Credentials | undefined;

  private constructor(
    private readonly record: TwinRecord,
    readonly name: string,
    private readonly key: Credentials,
  ) {}

  /** Makes the user and gives it an access key, as an administrator. */
  static hire(record: TwinRecord, name: string): Person {
    aws(record, 'iam', 'create-user', '--user-name', name);
    const { AccessKey } = aws<{ AccessKey: Credentials }>(record, 'iam', 'create-access-key', '--user-name', name);
    return new Person(record, name, AccessKey);
  }

  /** Is from now on in this group, and in no other. */
  moveTo(group: string): void {
    for (const left of this.#groups) this.#ofUser('remove-user-from-group', '--group-name', left);
    this.#ofUser('add-user-to-group', '--group-name', group);
    this.#groups = [group];
  }

  /** One command of the AWS command line, signed by the access key alone. */
  run<T>(...args: readonly string[]): T {
    return awsAs<T>(this.record, environmentOf(this.key), ...args);
  }

  /** Clients that sign by the access key alone. */
  get weak(): Clients {
    return this.#clients(this.key);
  }

  /** Sets up a second factor by oneself, and opens a session with a code of it. */
  signIn(): Clients {
    const file = path.join(newFolder(), 'seed');
    const made = ['--virtual-mfa-device-name', this.name, '--bootstrap-method', 'Base32StringSeed', '--outfile', file];
    const { VirtualMFADevice: device } = this.run<{ VirtualMFADevice: { SerialNumber: string } }>(
      ...['iam', 'create-virtual-mfa-device', ...made],
    );
    this.#device = device.SerialNumber;
    const seed = readFileSync(file, 'utf8');
    // A code is accepted once. A device may go half a minute wrong: the next code is good already, so nobody waits for it.
    const codes = ['--authentication-code1', codeOf(seed, -1), '--authentication-code2', codeOf(seed, 0)];
    const serial = ['--serial-number', device.SerialNumber];
    this.run('iam', 'enable-mfa-device', '--user-name', this.name, ...serial, ...codes);
    const { Credentials: session } = this.run<{ Credentials: Credentials }>(
      ...['sts', 'get-session-token', ...serial, '--token-code', codeOf(seed, 1)],
    );
    this.#session = session;
    return this.#clients(session);
  }

  /** Takes a role, in the session that a second factor has opened if there is one; the variables that sign as it. */
  take(roleArn: string): Record<string, string> {
    const asked = ['sts', 'assume-role', '--role-arn', roleArn, '--role-session-name', this.name];
    const signed = environmentOf(this.#session ?? this.key);
    return environmentOf(awsAs<{ Credentials: Credentials }>(this.record, signed, ...asked).Credentials);
  }

  /** Takes everything back, as an administrator: AWS deletes no user who still has something. */
  dismiss(): void {
    if (this.#device !== undefined) {
      this.#ofUser('deactivate-mfa-device', '--serial-number', this.#device);
      aws(this.record, 'iam', 'delete-virtual-mfa-device', '--serial-number', this.#device);
    }
    for (const left of this.#groups) this.#ofUser('remove-user-from-group', '--group-name', left);
    this.#ofUser('delete-access-key', '--access-key-id', this.key.AccessKeyId);
    this.#ofUser('delete-user');
  }

  #ofUser(command: string, ...args: readonly string[]): void {
    aws(this.record, 'iam', command, '--user-name', this.name, ...args);
  }

  #clients({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials): Clients {
    const credentials = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    };
    const settings = { ...clientSettings(this.record), credentials };
    return {
      athena: new AthenaClient(settings),
      glue: new GlueClient(settings),
      s3: new S3Client({ ...settings, forcePathStyle: true }),
    };
  }
}

/** What a device shows, so many steps of half a minute from now. */
function codeOf(seed: string, steps: number): string {
  return new TOTP({ secret: seed }).generate({ timestamp: Date.now() + steps * 30_000 });
}
