export * from './clock';
export * from './object-text';
export * from './refusal';
export * from './require-env';
export * from './tokyo-day';
