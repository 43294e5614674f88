import { Backup, type BackupOutputs, type BackupProps } from '@mall/backup';
import { MallStack } from '@mall/foundation';
import type { Construct } from 'constructs';
import { defineOperatorOutputs } from '../operator-outputs';

/** The database's snapshots, and its exports for the years after. */
export class BackupStack extends MallStack {
  public readonly outputs: BackupOutputs;

  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id, { environment: props.environment, tier: 'backup', dataClass: 'personal' });
    this.outputs = new Backup(this, 'Backup', props).outputs;
    const [takeSnapshot, startExport] = this.outputs.functions;
    defineOperatorOutputs(this, {
      backup_bucket: this.outputs.bucket.name,
      take_snapshot: takeSnapshot.name,
      start_export: startExport.name,
      restore_role_arn: this.outputs.restoreRoleArn,
    });
  }
}
