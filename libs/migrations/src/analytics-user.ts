import { datasets, viewOf } from '@mall/datasets';
import type { Connection } from 'mysql2/promise';
import { queryDiscreetly } from './connection';

/** Name of the database user that the extract job works as. */
export const analyticsUser = 'analytics';

/** Gives the analytics user its password and the right to read the three views over TLS, and takes every other right. */
export async function prepareAnalyticsUser(connection: Connection, password: string): Promise<void> {
  const who = `'${analyticsUser}'@'%'`;
  const what = `preparing the database user ${analyticsUser}`;
  await queryDiscreetly(connection, what, `CREATE USER IF NOT EXISTS ${who} IDENTIFIED BY ? REQUIRE SSL`, [password]);
  await queryDiscreetly(connection, what, `ALTER USER ${who} IDENTIFIED BY ? REQUIRE SSL`, [password]);
  await connection.query(`REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${who}`);
  for (const dataset of datasets.filter(({ source }) => source === 'table')) {
    await connection.query(`GRANT SELECT ON ${viewOf(dataset)} TO ${who}`);
  }
}
