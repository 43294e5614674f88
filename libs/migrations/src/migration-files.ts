import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One versioned change of the schema. */
export interface MigrationFile {
  /** File name without `.sql`: `V001__customer`. */
  readonly name: string;
  /** One statement: the servers commit each change of the schema at once, so a file of two could be applied by half. */
  readonly sql: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly checksum: string;
}

/** The folder of the shop's migrations. */
export const shopMigrations = path.join(__dirname, '../sql');

/** The migrations of a folder, in order. @throws Error when a file's name is not `V<three digits>__<name>.sql`. */
export function readMigrations(folder: string): readonly MigrationFile[] {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      if (!/^V\d{3}__[a-z0-9_]+\.sql$/.test(file)) {
        throw new Error(`migration ${file} must be named like V001__customer.sql`);
      }
      const sql = readFileSync(path.join(folder, file), 'utf8');
      return {
        name: path.basename(file, '.sql'),
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
      };
    });
}
