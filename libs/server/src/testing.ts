import { synthesize, testEnvironment as environment, type SynthesizedStack } from '@mall/foundation';
import { Server } from './server';
import type { ServerProps } from './server-props';

/** Props of a web tier that says nothing beyond what it must. */
export const webProps: ServerProps = {
  environment,
  role: 'web',
  exposure: 'public',
  network: {
    vpcId: 'vpc-1',
    loadBalancerSubnetIds: ['public-a', 'public-c'],
    instanceSubnetIds: ['web-a', 'web-c'],
  },
  names: { zoneId: 'zone', hosts: ['mall.example.com', 'www.mall.example.com'], certificateArn: 'certificate' },
  port: 80,
  instanceType: 't4g.small',
  capacity: { min: 2, max: 4 },
  clicks: { stream: 'clicks', keySecretArn: 'secret-arn', keyEncryptionArn: 'secret-key-arn' },
  bootScripts: ['#!/bin/bash\nset -euo pipefail\necho "${PORT}" \\\n  > /tmp/port\n'],
  deletion: { mode: 'protected' },
};

/** The same as an internal tier. */
export const wasProps: ServerProps = { ...webProps, role: 'was', exposure: 'internal', port: 8080 };

/** The JSON of a stack with one server. */
export function server(props: Partial<ServerProps> = {}, base: ServerProps = webProps): SynthesizedStack {
  return synthesize((stack) => void new Server(stack, 'Server', { ...base, ...props }));
}

/** How the JSON refers to a resource whose logical id contains a word. */
export function reference(json: SynthesizedStack, type: string, word: string, attribute = 'id'): string {
  const [logicalId] = Object.keys(json.json.resource?.[type] ?? {}).filter((id) => id.includes(word));
  if (logicalId === undefined) throw new Error(`no ${type} with ${word} in its id`);
  return `\${${type}.${logicalId}.${attribute}}`;
}
