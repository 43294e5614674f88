export * from './clock';
export * from './refusal';
export * from './require-env';
export * from './tokyo-day';
