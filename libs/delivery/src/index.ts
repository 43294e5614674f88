export * from './approval';
export * from './delivery';
export type { Source } from './source';
