import type { TwinRecord } from '../src/record';
import { aws } from './cli';

interface Document {
  readonly Statement: readonly { readonly Sid: string }[];
}

const policy = ['--policy-name', 'grants'];

/** Works while a role lacks one statement of its grants, taken with the AWS command line as an operator would. */
export async function without<T>(
  record: TwinRecord,
  role: string,
  sid: string,
  work: () => T | Promise<T>,
): Promise<T> {
  const named = ['--role-name', role, ...policy];
  const { PolicyDocument: whole } = aws<{ PolicyDocument: Document }>(record, 'iam', 'get-role-policy', ...named);
  const put = (document: Document) => {
    aws(record, 'iam', 'put-role-policy', ...named, '--policy-document', JSON.stringify(document));
  };
  const Statement = whole.Statement.filter((statement) => statement.Sid !== sid);
  if (Statement.length === whole.Statement.length) throw new Error(`role ${role} has no statement ${sid}`);
  put({ ...whole, Statement });
  try {
    return await work();
  } finally {
    put(whole);
  }
}
