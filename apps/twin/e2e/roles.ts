import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { clientEnvironment } from '../src/emulator';
import { projectRoot } from '../src/paths';
import type { TwinRecord } from '../src/record';

interface Statement {
  readonly Sid: string;
}

interface Document {
  readonly Statement: readonly Statement[];
}

const policy = ['--policy-name', 'grants'];

/** The roles of a running twin, changed with the AWS command line, as an operator would. */
export class Roles {
  constructor(private readonly record: TwinRecord) {}

  /** Works while a role lacks one statement of its grants. */
  async without<T>(role: string, sid: string, work: () => Promise<T>): Promise<T> {
    const whole = this.#read(role);
    const Statement = whole.Statement.filter((statement) => statement.Sid !== sid);
    if (Statement.length === whole.Statement.length) throw new Error(`role ${role} has no statement ${sid}`);
    this.#write(role, { ...whole, Statement });
    try {
      return await work();
    } finally {
      this.#write(role, whole);
    }
  }

  #read(role: string): Document {
    const answer = JSON.parse(this.#iam('get-role-policy', role)) as { PolicyDocument: Document };
    return answer.PolicyDocument;
  }

  #write(role: string, document: Document): void {
    this.#iam('put-role-policy', role, '--policy-document', JSON.stringify(document));
  }

  #iam(command: string, role: string, ...more: readonly string[]): string {
    const args = ['iam', command, '--role-name', role, ...policy, ...more, '--output', 'json'];
    return execFileSync(path.join(projectRoot, '.cache/python/bin/aws'), args, {
      env: { ...process.env, ...clientEnvironment(this.record) },
    }).toString();
  }
}
