export * from './access-logging';
export * from './bucket';
export * from './catalog';
export * from './data-lake';
export * from './lifecycle';
