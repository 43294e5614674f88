export * from './named-queries';
export * from './analysis-runner';
export * from './analytics';
export * from './workgroup';
