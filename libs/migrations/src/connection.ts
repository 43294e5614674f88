import { type Connection, createConnection } from 'mysql2/promise';

/** How the server proves who it is. A connection is always encrypted. */
export type Tls =
  | {
      readonly mode: 'verified';
      /** Certificates of the authorities that may have signed the server's, PEM. */
      readonly ca: string;
    }
  | {
      readonly mode: 'unverified';
      /** Why the server's certificate cannot be checked, for example: it makes its own at every start. */
      readonly reason: string;
    };

/** A database of a MariaDB or MySQL server, and who knocks. */
export interface DatabaseConnection {
  readonly host: string;
  readonly port: number;
  /** Name of the database; it exists already. */
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly tls: Tls;
}

/**
 * Works with a connection and closes it. Its session speaks UTC and refuses what does not fit.
 *
 * @throws Error in one sentence when the server cannot be reached or refuses the user.
 */
export async function withConnection<T>(
  target: DatabaseConnection,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await connect(target);
  try {
    await connection.query("SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'");
    return await work(connection);
  } finally {
    await connection.end();
  }
}

async function connect({ host, port, database, user, password, tls }: DatabaseConnection): Promise<Connection> {
  try {
    return await createConnection({
      host,
      port,
      database,
      user,
      password,
      charset: 'utf8mb4',
      ssl: tls.mode === 'verified' ? { ca: tls.ca } : { rejectUnauthorized: false },
    });
  } catch (error) {
    throw new Error(
      `database ${database} at ${host}:${port} does not let ${user} in (${codeOf(error)}); check address, password and TLS`,
    );
  }
}

/**
 * Runs a statement that carries secrets or personal data. The driver's errors quote the statement, so they end here.
 *
 * @throws Error that says what failed and the server's code, nothing of the statement.
 */
export async function queryDiscreetly(
  connection: Connection,
  what: string,
  sql: string,
  values: unknown[],
): Promise<void> {
  try {
    await connection.query(sql, values);
  } catch (error) {
    throw new Error(`${what} failed (${codeOf(error)})`);
  }
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'unknown error';
}
