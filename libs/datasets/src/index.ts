export * from './analyses';
export * from './check';
export * from './contract';
export * from './contracts-json';
export * from './datasets';
export * from './extract';
export * from './glue-columns';
export * from './ruleset';
