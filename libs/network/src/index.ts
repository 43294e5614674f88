export type { OutwardCall, TierPorts } from './access-rules';
export { type InterfaceEndpointService, interfaceEndpointServices } from './endpoints';
export { Network, type NetworkOutputs, type NetworkProps } from './network';
export type { NatGateways, NatPerZone, SingleNat } from './routes';
