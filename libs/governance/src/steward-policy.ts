import { quarantineTable } from '@mall/datasets';
import { arnOf, arnOfBucket, grantRead, grantWrite, type PolicyStatement } from '@mall/foundation';
import { askTables, type GroupScope } from './group-policies';

/**
 * Looks after bad rows, which are personal data: asks what is in quarantine and why, hands in corrections, has the pipeline
 * take them in, and reads what came of it. No row that is good.
 */
export function stewardStatements(scope: GroupScope): PolicyStatement[] {
  const { environment, lake, quarantineWorkgroup, workflow } = scope;
  return [
    ...askTables(environment, quarantineWorkgroup, lake.catalogDatabase, [quarantineTable]),
    ...grantRead(lake.quarantine, 'rows/', 'athena/'),
    ...grantWrite(lake.quarantine, 'athena/'),
    { sid: 'FindAnswers', actions: ['s3:GetBucketLocation'], resources: [arnOfBucket(lake.quarantine)] },
    ...grantWrite(lake.landing, 'mended/'),
    ...grantRead(lake.results, 'runs/'),
    {
      sid: 'RunPipeline',
      actions: ['glue:GetWorkflow', 'glue:GetWorkflowRun', 'glue:StartWorkflowRun'],
      resources: [arnOf(environment, 'glue', `workflow/${workflow}`)],
    },
  ];
}
