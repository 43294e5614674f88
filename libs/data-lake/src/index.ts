export * from './access-logging';
export * from './catalog';
export * from './data-lake';
