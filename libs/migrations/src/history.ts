import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { UmzugStorage } from 'umzug';
import type { MigrationFile } from './migration-files';

const createHistory = `
  CREATE TABLE IF NOT EXISTS schema_history (
    name VARCHAR(255) NOT NULL PRIMARY KEY,
    checksum CHAR(64) NOT NULL,
    applied_at DATETIME NOT NULL
  ) DEFAULT CHARACTER SET = utf8mb4`;

/**
 * The table that remembers which migrations were applied, as umzug's storage.
 *
 * @throws Error when an applied migration's file has changed or is gone.
 */
export async function openHistory(connection: Connection, files: readonly MigrationFile[]): Promise<UmzugStorage> {
  await connection.query(createHistory);
  const [rows] = await connection.query<RowDataPacket[]>('SELECT name, checksum FROM schema_history ORDER BY name');
  const checksums = new Map(files.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of rows) {
    if (checksums.get(name) === checksum) continue;
    const fault = checksums.has(name) ? 'has changed since it was applied' : 'was applied but is no longer there';
    throw new Error(`migration ${name} ${fault}; restore the file and write a new migration for what is to change`);
  }
  return {
    executed: () => Promise.resolve(rows.map(({ name }) => String(name))),
    logMigration: async ({ name }) => {
      const values = [name, checksums.get(name)];
      await connection.query('INSERT INTO schema_history VALUES (?, ?, UTC_TIMESTAMP())', values);
    },
    unlogMigration: ({ name }) => Promise.reject(new Error(`migration ${name} cannot be undone; write a new one`)),
  };
}
