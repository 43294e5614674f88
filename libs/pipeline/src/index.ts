export * from './artifacts';
export * from './crawler';
export * from './database-connection';
export * from './glue-job';
export * from './pipeline';
export * from './workflow';
