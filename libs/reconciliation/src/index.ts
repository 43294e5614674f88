export * from './equations';
export * from './figures';
export * from './reconcile';
