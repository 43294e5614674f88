import { propError, requireCount, requirePattern, requireRange, requireTagText } from '@mall/foundation';
import type { Construct } from 'constructs';
import { requireReplicable } from './credentials';
import type { DatabaseProps } from './database-props';

/** The props with their defaults. */
export type CheckedProps = Required<DatabaseProps>;

/**
 * Refuses what RDS would refuse, and what would lose data that are protected.
 *
 * @throws Error one sentence for the first wrong prop.
 */
export function requireDatabaseProps(scope: Construct, props: CheckedProps): void {
  const { network, availability, deletion, storageGib } = props;
  requireCount(scope, 'network.databaseSubnetIds', network.databaseSubnetIds, 2);
  requirePattern(
    scope,
    'instanceClass',
    props.instanceClass,
    /^db\.[a-z0-9]+\.(medium|large|\d*xlarge)$/,
    'an instance class with Performance Insights such as db.t4g.medium',
  );
  requirePattern(
    scope,
    'databaseName',
    props.databaseName,
    /^[a-z][a-z0-9_]{0,63}$/,
    'lower case letters, digits and _',
  );
  requireRange(scope, 'backupRetentionDays', props.backupRetentionDays, 1, 35);
  requireRange(scope, 'storageGib', storageGib, 20, 65_536);
  requireRange(scope, 'storageLimitGib', props.storageLimitGib, storageGib + Math.ceil(storageGib / 10), 65_536);
  requireReplicable(scope, props.credentials, props.readReplicas);
  if (props.engineSupport.mode === 'standard') {
    requireTagText(scope, 'engineSupport.reason', props.engineSupport.reason);
  }
  if (deletion.mode === 'protected' && availability.mode === 'singleZone') {
    throw propError(
      scope,
      'availability.mode',
      "'multiAz' where deletion is protected",
      availability.mode,
      'data worth protecting must outlive a zone',
    );
  }
}
