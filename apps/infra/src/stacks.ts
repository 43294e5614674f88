import type { App } from 'cdktf';
import { type Environment, networksBeside } from './environments';
import { DatabaseStack } from './stacks/database-stack';
import { NetworkStack } from './stacks/network-stack';

/** Reads top to bottom like the architecture diagram: who exists, and who feeds whom. */
export function defineMall(app: App, environment: Environment): void {
  const { name, deletion } = environment;

  const network = new NetworkStack(app, `${name}-network`, {
    environment,
    cidrBlock: environment.cidrBlock,
    reservedCidrBlocks: networksBeside(environment),
    natGateways: environment.natGateways,
  });

  new DatabaseStack(app, `${name}-database`, {
    environment,
    network: network.outputs,
    deletion,
    ...environment.database,
  });
}
