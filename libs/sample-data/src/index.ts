export * from './generate';
export type { Canary } from './canaries/canary';
export { plantCanaries, type PlantCanariesOptions } from './canaries/plant';
