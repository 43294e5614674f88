export * from './require-env';
