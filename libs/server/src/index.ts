export { type ServerOutputs, type ServerRole, serverRoles } from './outputs';
