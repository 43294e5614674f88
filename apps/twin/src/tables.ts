import { type DatabaseConnection, InputError, loadTables, migrate } from '@mall/migrations';
import { z } from 'zod';
import { readSecret, type TwinClients } from './clients';
import { UsageError } from './errors';
import type { Input } from './input';
import type { OutputsOf } from './outputs';

const credentials = z.object({ username: z.string(), password: z.string() });

/** Migrates the database and loads the tables that have a file. Returns what a person should know about the files. */
export async function loadDatabase(
  { secrets }: TwinClients,
  database: OutputsOf<'database'>,
  input: Input,
): Promise<readonly string[]> {
  const [master, analytics] = (
    await Promise.all(
      [database.master_secret_arn, database.analytics_secret_arn].map((arn) => readSecret(secrets, arn)),
    )
  ).map((text) => credentials.parse(JSON.parse(text)));
  const connection: DatabaseConnection = {
    host: database.endpoint_address,
    port: database.endpoint_port,
    database: database.database_name,
    user: master?.username ?? '',
    password: master?.password ?? '',
    tls: { mode: 'unverified', reason: 'the twin’s server makes its own certificate at every start' },
  };
  await migrate({ connection, analyticsPassword: analytics?.password ?? '' });
  if (input.tables.length === 0) return [];
  try {
    return (await loadTables({ connection, directory: input.directory })).notices;
  } catch (error) {
    if (error instanceof InputError) throw new UsageError(error.message);
    throw error;
  }
}
