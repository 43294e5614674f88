export * from './bootstrap';
export * from './github-trust';
