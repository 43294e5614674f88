export * from './bundle';
export * from './glue-jobs';
export * from './node-function';
export * from './python-function';
