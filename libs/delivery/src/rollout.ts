import { CodedeployApp } from '@cdktf/provider-aws/lib/codedeploy-app';
import { CodedeployDeploymentGroup } from '@cdktf/provider-aws/lib/codedeploy-deployment-group';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import {
  arnOf,
  type BucketAccess,
  type EnvironmentSettings,
  nameOf,
  policyDocument,
  type PolicyStatement,
  requireRange,
  ServiceRole,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { grantFetch } from './artifact';
import type { DeployedServer } from './deployed-server';

/** Alarms that CodeDeploy watches for one group (AWS CodeDeploy quotas). */
const ALARMS = 10;

/** How many instances change at the same time; the others serve. */
export type RolloutPace = 'OneAtATime' | 'HalfAtATime';

export interface RolloutProps {
  readonly environment: EnvironmentSettings;
  readonly server: DeployedServer;
  /** Names of 1 to 10 alarms that stop a rollout and take it back. */
  readonly alarmNames: readonly string[];
  readonly pace: RolloutPace;
  readonly pipelineName: string;
  readonly artifacts: BucketAccess;
}

export interface RolloutOutputs {
  readonly applicationName: string;
  readonly groupName: string;
  /** What starting a rollout, and following it, needs. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * Puts bundles onto the running instances of a server, a few at a time, each taken out of the load balancer while it changes. What
 * fails a hook, or raises an alarm, is taken back: the last good bundle is rolled out again.
 */
export class Rollout extends Construct {
  public readonly outputs: RolloutOutputs;

  constructor(scope: Construct, id: string, props: RolloutProps) {
    super(scope, id);
    const { environment, server, alarmNames, pace, artifacts, pipelineName } = props;
    requireRange(this, `rollbackAlarmNames.${server.role}.length`, alarmNames.length, 1, ALARMS);
    const name = nameOf(environment, 'delivery', server.role);
    const config = `CodeDeployDefault.${pace}`;
    const instances = new IamRolePolicy(this, 'InstancesFetchBundles', {
      name: 'delivery',
      role: server.instanceRoleName,
      policy: policyDocument(grantFetch(artifacts, pipelineName, 'bundle')),
    });
    const role = new ServiceRole(this, 'Role', {
      name: nameOf(environment, 'delivery', `${server.role}-rollout`),
      service: 'codedeploy.amazonaws.com',
      account: environment.account,
      statements: changeInstances(environment, server),
    });
    const application = new CodedeployApp(this, 'Application', { name, computePlatform: 'Server' });
    const group = new CodedeployDeploymentGroup(this, 'Group', {
      appName: application.name,
      deploymentGroupName: name,
      serviceRoleArn: role.outputs.arn,
      deploymentConfigName: config,
      autoscalingGroups: [server.autoScalingGroupName],
      deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      loadBalancerInfo: { targetGroupInfo: [{ name: server.targetGroupName }] },
      alarmConfiguration: { enabled: true, alarms: [...alarmNames] },
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
      // An instance that scaling added in the middle of a rollout gets the new bundle by a rollout of its own.
      outdatedInstancesStrategy: 'UPDATE',
      dependsOn: [instances],
    });
    this.outputs = {
      applicationName: application.name,
      groupName: group.deploymentGroupName,
      statements: start(environment, name, config),
    };
  }
}

/** What CodeDeploy does to instances of the group, and to nothing else (AWSCodeDeployRole, cut to in-place rollouts). */
function changeInstances(environment: EnvironmentSettings, server: DeployedServer): PolicyStatement[] {
  return [
    {
      sid: 'TakeOutOfTraffic',
      actions: ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'],
      resources: [server.targetGroupArn],
    },
    {
      sid: 'DeployOnLaunch',
      actions: [
        'autoscaling:CompleteLifecycleAction',
        'autoscaling:DeleteLifecycleHook',
        'autoscaling:PutLifecycleHook',
        'autoscaling:RecordLifecycleActionHeartbeat',
      ],
      resources: [
        arnOf(environment, 'autoscaling', `autoScalingGroup:*:autoScalingGroupName/${server.autoScalingGroupName}`),
      ],
      wildcardReason: 'AWS puts an identifier of its own before the name of the group',
    },
    {
      sid: 'SeeInstancesAndAlarms',
      actions: [
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeLifecycleHooks',
        'cloudwatch:DescribeAlarms',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceStatus',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      resources: ['*'],
      wildcardReason: 'these descriptions take no resource, or are asked for lists',
    },
  ];
}

function start(environment: EnvironmentSettings, name: string, config: string): PolicyStatement[] {
  return [
    {
      sid: 'RegisterBundle',
      actions: [
        'codedeploy:GetApplication',
        'codedeploy:GetApplicationRevision',
        'codedeploy:RegisterApplicationRevision',
      ],
      resources: [arnOf(environment, 'codedeploy', `application:${name}`)],
    },
    {
      sid: 'RollOut',
      actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment', 'codedeploy:GetDeploymentGroup'],
      resources: [arnOf(environment, 'codedeploy', `deploymentgroup:${name}/${name}`)],
    },
    {
      sid: 'ReadPace',
      actions: ['codedeploy:GetDeploymentConfig'],
      resources: [arnOf(environment, 'codedeploy', `deploymentconfig:${config}`)],
    },
  ];
}
