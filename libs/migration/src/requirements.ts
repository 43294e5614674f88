import { X509Certificate } from 'node:crypto';
import { propError, requireCount, requirePattern, requireRange, requireTagText } from '@mall/foundation';
import type { Construct } from 'constructs';
import type { MigrationProps } from './migration-props';
import { requireTables } from './table-mappings';

/**
 * Refuses what DMS would refuse, or what would fail in the night of the cut-over.
 *
 * @throws Error one sentence for the first wrong prop.
 */
export function requireMigrationProps(scope: Construct, props: Required<MigrationProps>): void {
  const { source, network } = props;
  if (props.deletion.mode === 'disposable') {
    throw propError(scope, 'deletion.mode', "'protected' where customers' data are brought in", props.deletion.mode);
  }
  requireCount(scope, 'network.wasSubnetIds', network.wasSubnetIds, 2);
  for (const [prop, value, service] of [
    ['source.secretArn', source.secretArn, 'secretsmanager'],
    ['source.secretKeyArn', source.secretKeyArn, 'kms'],
  ] as const) {
    requirePattern(
      scope,
      prop,
      value,
      new RegExp(`^arn:aws:${service}:[a-z0-9-]+:\\d{12}:.+$`),
      `an ARN of ${service}`,
    );
  }
  requirePattern(
    scope,
    'source.cidrBlock',
    source.cidrBlock,
    /^(\d{1,3}\.){3}\d{1,3}\/(8|9|[12]\d|3[0-2])$/,
    'a network of /8 to /32 such as 192.168.10.0/24',
  );
  requireRange(scope, 'source.port', source.port, 1, 65_535);
  requireTables(scope, source.schema, props.tables);
  requireAuthority(scope, source.certificateAuthority);
  requirePattern(
    scope,
    'instanceClass',
    props.instanceClass,
    /^dms\.[a-z0-9]+\.(micro|small|medium|large|\d*xlarge)$/,
    'a class of replication instances such as dms.t3.medium',
  );
  requireRange(scope, 'storageGib', props.storageGib, 5, 6144);
  requireRange(scope, 'parallelTables', props.parallelTables, 1, 49);
  requireRange(scope, 'longestValueKib', props.longestValueKib, 1, 102_400);
  for (const [prop, choice] of [
    ['wayBack', props.wayBack],
    ['availability', props.availability],
  ] as const) {
    if ('reason' in choice) requireTagText(scope, `${prop}.reason`, choice.reason);
  }
}

function requireAuthority(scope: Construct, pem: string): void {
  const [first = ''] = pem.split('\n');
  const allowed = 'the PEM text of an authority that signs certificates';
  try {
    if (new X509Certificate(pem).ca) return;
  } catch {
    throw propError(scope, 'source.certificateAuthority', allowed, first);
  }
  throw propError(scope, 'source.certificateAuthority', allowed, 'a certificate of a server');
}
