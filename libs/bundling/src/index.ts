export * from './bundle';
export * from './glue-jobs';
export * from './node-function';
export * from './node-server';
export * from './python-function';
