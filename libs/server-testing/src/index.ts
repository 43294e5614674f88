export * from './certificate';
export * from './child-server';
export * from './mariadb';
export * from './secrets';
