export * from './analyses';
export * from './analysis-runner';
export * from './analytics';
export * from './workgroup';
