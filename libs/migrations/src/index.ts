export * from './check-tables';
export { analyticsUser } from './analytics-user';
export { type DatabaseConnection, type Tls, withConnection } from './connection';
export * from './input-error';
export * from './list-inputs';
export * from './load-tables';
export * from './migrate';
