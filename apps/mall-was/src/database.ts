import { createPool, type Pool, type PoolConnection } from 'mysql2/promise';
import type { Credentials } from './credentials';

/** Where the database is, and by whom its certificate must be signed. */
export interface DatabaseTarget {
  /** Name that stands in the server's certificate: the endpoint of RDS, not a name of our own for it. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Certificates of the authorities, PEM. */
  readonly authorities: string | readonly string[];
}

/** Connections at once from one instance: RDS gives a `db.t4g.medium` about 340 for all (Amazon RDS: max_connections). */
const CONNECTIONS = 10;

/** Requests that wait for a connection; more are refused at once, before they pile up. */
const WAITING = 100;

const CONNECT_LIMIT_MS = 3_000;

/** Connections to the database: encrypted, to a server that has proved who it is, as a user whose password may change. */
export class Database {
  #pool: Promise<Pool> | undefined;

  constructor(
    private readonly target: DatabaseTarget,
    private readonly credentials: () => Promise<Credentials>,
  ) {}

  /** Lends a connection. */
  async use<T>(work: (connection: PoolConnection) => Promise<T>): Promise<T> {
    const connection = await this.#connect();
    try {
      return await work(connection);
    } finally {
      connection.release();
    }
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await (await pool)?.end();
  }

  /** Secrets are rotated while we run: whoever is refused asks for the new password once. */
  async #connect(): Promise<PoolConnection> {
    const pool = this.#open();
    try {
      return await (await pool).getConnection();
    } catch (error) {
      if (this.#pool === pool) await this.#forget();
      if ((error as { code?: unknown }).code !== 'ER_ACCESS_DENIED_ERROR') throw error;
      return (await this.#open()).getConnection();
    }
  }

  #open(): Promise<Pool> {
    this.#pool ??= this.credentials().then((user) =>
      createPool({ ...this.#options(), user: user.username, password: user.password }),
    );
    return this.#pool;
  }

  /** Without waiting: others may still be at work with the old password. */
  async #forget(): Promise<void> {
    const old = this.#pool;
    this.#pool = undefined;
    await old?.then((pool) => void pool.end().catch(() => undefined)).catch(() => undefined);
  }

  #options() {
    const { host, port, database, authorities } = this.target;
    return {
      host,
      port,
      database,
      charset: 'utf8mb4',
      timezone: 'Z',
      connectTimeout: CONNECT_LIMIT_MS,
      connectionLimit: CONNECTIONS,
      queueLimit: WAITING,
      ssl: { ca: [authorities].flat(), minVersion: 'TLSv1.2', verifyIdentity: true },
    };
  }
}
