import type { Connection, RowDataPacket } from 'mysql2/promise';
import { Umzug } from 'umzug';
import { analyticsReader } from './analytics-user';
import { type DatabaseConnection, withConnection } from './connection';
import { prepareUser } from './database-user';
import { openHistory } from './history';
import { readMigrations, shopMigrations } from './migration-files';
import { shopUser } from './shop-user';

/** What `migrate` needs. */
export interface MigrateOptions {
  /** As a user that may create tables, views and users. */
  readonly connection: DatabaseConnection;
  /** Password that the analytics user has from now on. */
  readonly analyticsPassword: string;
  /** Password that the application servers' user has from now on. @default that user is left as it is */
  readonly shopPassword?: string;
  /** @default the shop's migrations */
  readonly folder?: string;
}

/** Seconds that a runner waits for another one that is at work on the same database. */
const lockSeconds = 60;

/**
 * Brings a database to the newest schema and prepares its users. Running it again changes nothing but their passwords.
 *
 * @returns the names of the migrations that it applied
 * @throws Error when a migration fails, or an applied one has changed
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const { connection: target, analyticsPassword, shopPassword, folder = shopMigrations } = options;
  return withConnection(target, (connection) =>
    alone(connection, target.database, async () => {
      const applied = await applyPending(connection, folder);
      await prepareUser(connection, analyticsReader, analyticsPassword);
      if (shopPassword !== undefined) await prepareUser(connection, shopUser, shopPassword);
      return applied;
    }),
  );
}

async function applyPending(connection: Connection, folder: string): Promise<readonly string[]> {
  const files = readMigrations(folder);
  const umzug = new Umzug({
    migrations: files.map(({ name, sql }) => ({ name, up: () => connection.query(sql) })),
    storage: await openHistory(connection, files),
    logger: undefined,
  });
  return (await umzug.up()).map(({ name }) => name);
}

/** Two runners on one database would both find the same migrations pending. */
async function alone<T>(connection: Connection, database: string, work: () => Promise<T>): Promise<T> {
  const lock = `mall-migrations-${database}`.slice(0, 64);
  const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS taken', [lock, lockSeconds]);
  if (rows[0]?.taken !== 1) {
    throw new Error(`database ${database}: another runner has been migrating for ${lockSeconds} s; try again later`);
  }
  try {
    return await work();
  } finally {
    await connection.query('SELECT RELEASE_LOCK(?)', [lock]);
  }
}
