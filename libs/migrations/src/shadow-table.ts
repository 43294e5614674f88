import { type ColumnType, type DatasetContract, keyColumnOf } from '@mall/datasets';
import type { Connection, RowDataPacket } from 'mysql2/promise';

/** A column that the loader fills. */
export interface ShadowColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly mostCharacters: number;
  readonly mostBytes: number;
}

/** A copy of a table, without rows and without its key, that takes the table's place when it is full. */
export interface Shadow {
  readonly table: string;
  readonly name: string;
  readonly key: string;
  readonly columns: readonly ShadowColumn[];
}

/** Makes the copy. What an interrupted load left behind goes first. */
export async function makeShadow(connection: Connection, dataset: DatasetContract): Promise<Shadow> {
  const table = dataset.name;
  const name = `loading_${table}`;
  const key = keyColumnOf(dataset);
  await connection.query(`DROP TABLE IF EXISTS ${name}, replaced_${table}`);
  await connection.query(`CREATE TABLE ${name} LIKE ${table}`);
  const described = await describe(connection, name);
  const keyColumn = described.get(key);
  if (keyColumn?.COLUMN_KEY === 'PRI') {
    await connection.query(`ALTER TABLE ${name} DROP PRIMARY KEY, MODIFY ${key} ${definitionOf(keyColumn)} NULL`);
  }
  const columns = dataset.sourceColumns.map((column) => ({
    name: column.name,
    type: column.type,
    mostCharacters: Number(described.get(column.name)?.CHARACTER_MAXIMUM_LENGTH ?? Infinity),
    mostBytes: Number(described.get(column.name)?.CHARACTER_OCTET_LENGTH ?? Infinity),
  }));
  return { table, name, key, columns };
}

/** Gives the copy its key, where its rows have one, and puts it in the table's place. @returns whether the key holds */
export async function putInPlace(connection: Connection, { table, name, key }: Shadow): Promise<boolean> {
  const [[counts]] = await connection.query<RowDataPacket[]>(
    `SELECT COUNT(*) = COUNT(DISTINCT ${key}) AS holds FROM ${name}`,
  );
  const keyHolds = counts?.holds === 1;
  if (keyHolds) {
    const column = (await describe(connection, name)).get(key);
    if (column === undefined) throw new Error(`table ${table} has no column ${key}; migrate the database first`);
    await connection.query(
      `ALTER TABLE ${name} MODIFY ${key} ${definitionOf(column)} NOT NULL, ADD PRIMARY KEY (${key})`,
    );
  }
  await connection.query(`RENAME TABLE ${table} TO replaced_${table}, ${name} TO ${table}`);
  await connection.query(`DROP TABLE replaced_${table}`);
  return keyHolds;
}

/** Removes the copy, if it did not take the table's place. */
export async function dropShadow(connection: Connection, { name }: Shadow): Promise<void> {
  await connection.query(`DROP TABLE IF EXISTS ${name}`);
}

async function describe(connection: Connection, table: string): Promise<ReadonlyMap<string, RowDataPacket>> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT COLUMN_NAME, COLUMN_TYPE, COLUMN_KEY, CHARACTER_SET_NAME, COLLATION_NAME, CHARACTER_MAXIMUM_LENGTH,
            CHARACTER_OCTET_LENGTH
     FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?`,
    [table],
  );
  return new Map(rows.map((row) => [String(row.COLUMN_NAME), row]));
}

function definitionOf(column: RowDataPacket): string {
  return `${column.COLUMN_TYPE} CHARACTER SET ${column.CHARACTER_SET_NAME} COLLATE ${column.COLLATION_NAME}`;
}
