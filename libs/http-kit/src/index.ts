export * from './health';
export * from './logger';
export * from './request-log';
export * from './run-server';
export * from './security-headers';
export * from './serve';
export * from './setting';
