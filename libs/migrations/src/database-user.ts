import type { Connection } from 'mysql2/promise';
import { queryDiscreetly } from './connection';

/** A database user of this project: its name and all that it may do, each as MySQL writes it between GRANT and TO. */
export interface DatabaseUser {
  readonly name: string;
  readonly grants: readonly string[];
}

/** Gives a user its password and exactly its rights, over TLS only, and takes every other right. */
export async function prepareUser(connection: Connection, user: DatabaseUser, password: string): Promise<void> {
  const who = `'${user.name}'@'%'`;
  const what = `preparing the database user ${user.name}`;
  await queryDiscreetly(connection, what, `CREATE USER IF NOT EXISTS ${who} IDENTIFIED BY ? REQUIRE SSL`, [password]);
  await queryDiscreetly(connection, what, `ALTER USER ${who} IDENTIFIED BY ? REQUIRE SSL`, [password]);
  await connection.query(`REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${who}`);
  for (const grant of user.grants) await connection.query(`GRANT ${grant} TO ${who}`);
}
