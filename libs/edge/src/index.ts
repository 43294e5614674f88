export { Domain, type DomainOutputs, type DomainProps } from './domain';
