import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { AutoscalingPolicy } from '@cdktf/provider-aws/lib/autoscaling-policy';
import { AutoscalingSchedule } from '@cdktf/provider-aws/lib/autoscaling-schedule';
import { commonTags, type EnvironmentSettings, nameOf, requireCount, requireRange } from '@mall/foundation';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { type Capacity, type CapacitySchedule, requireCapacity, requireSchedules } from './capacity';
import type { InstanceTemplateOutputs } from './launch-template';
import type { ServerRole } from './outputs';

export interface ScalingProps {
  readonly environment: EnvironmentSettings;
  readonly role: ServerRole;
  readonly template: InstanceTemplateOutputs;
  /** One subnet for each zone. */
  readonly subnetIds: readonly string[];
  readonly targetGroupArn: string;
  readonly scalingRoleArn: string;
  /** What instances need from their first second on. */
  readonly after: readonly ITerraformDependable[];
  readonly capacity: Capacity;
  readonly schedules: readonly CapacitySchedule[];
  readonly cpuTargetPercent: number;
  readonly warmupSeconds: number;
}

export interface ScalingOutputs {
  readonly autoScalingGroupName: string;
}

/** A new instance serves before an old one goes; at most half as many again run meanwhile. */
const replacement = { minHealthyPercentage: 100, maxHealthyPercentage: 150 };

/** What dashboards and alarms ask of a group; free of charge. */
const groupMetrics = ['GroupDesiredCapacity', 'GroupInServiceInstances', 'GroupMinSize', 'GroupMaxSize'];

/** As many instances as the load asks for, in both zones, replaced when the load balancer finds them sick. */
export class Scaling extends Construct {
  public readonly outputs: ScalingOutputs;

  constructor(scope: Construct, id: string, props: ScalingProps) {
    super(scope, id);
    const { environment, role, capacity, schedules, warmupSeconds, cpuTargetPercent } = props;
    requireCapacity(scope, 'capacity', capacity);
    requireSchedules(scope, schedules);
    requireCount(scope, 'network.instanceSubnetIds', props.subnetIds, 2);
    requireRange(scope, 'warmupSeconds', warmupSeconds, 0, 3600);
    requireRange(scope, 'cpuTargetPercent', cpuTargetPercent, 10, 90);
    const tags = { ...commonTags(environment, role), Name: nameOf(environment, role, 'instance') };
    const group = new AutoscalingGroup(this, 'Group', {
      name: nameOf(environment, role, 'instances'),
      minSize: capacity.min,
      maxSize: capacity.max,
      vpcZoneIdentifier: [...props.subnetIds],
      launchTemplate: props.template,
      serviceLinkedRoleArn: props.scalingRoleArn,
      dependsOn: [...props.after],
      targetGroupArns: [props.targetGroupArn],
      healthCheckType: 'ELB',
      healthCheckGracePeriod: warmupSeconds,
      defaultInstanceWarmup: warmupSeconds,
      enabledMetrics: groupMetrics,
      instanceMaintenancePolicy: replacement,
      instanceRefresh: { strategy: 'Rolling', preferences: { ...replacement, autoRollback: true } },
      // The provider's own tags do not reach a group.
      tag: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      // A schedule changes the limits of the group: the next apply must not change them back.
      ...(schedules.length === 0 ? {} : { lifecycle: { ignoreChanges: ['min_size', 'max_size'] } }),
    });
    new AutoscalingPolicy(this, 'Cpu', {
      name: nameOf(environment, role, 'cpu'),
      autoscalingGroupName: group.name,
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
        targetValue: cpuTargetPercent,
      },
    });
    for (const { name, cron, min, max } of schedules) {
      new AutoscalingSchedule(this, `Schedule-${name}`, {
        scheduledActionName: nameOf(environment, role, name),
        autoscalingGroupName: group.name,
        recurrence: cron,
        timeZone: 'Asia/Tokyo',
        minSize: min,
        maxSize: max,
        // Minus one leaves the number of instances to the load, within the new limits.
        desiredCapacity: -1,
      });
    }
    this.outputs = { autoScalingGroupName: group.name };
  }
}
