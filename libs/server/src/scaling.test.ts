import type { CapacitySchedule } from './capacity';
import { reference, server } from './testing';

const sale: CapacitySchedule = { name: 'sale-begins', cron: '30 19 * * 5', min: 6, max: 20 };

describe('scaling', () => {
  it('keeps instances in both zones, and replaces those that the load balancer finds sick', () => {
    const json = server();
    expect(json.only('aws_autoscaling_group')).toMatchObject({
      vpc_zone_identifier: ['web-a', 'web-c'],
      min_size: 2,
      max_size: 4,
      health_check_type: 'ELB',
      target_group_arns: [reference(json, 'aws_lb_target_group', 'TargetGroup', 'arn')],
    });
    expect(json.only('aws_autoscaling_group')).not.toHaveProperty('desired_capacity');
  });

  it('rolls a new template out without losing an instance, and back when it fails', () => {
    const json = server();
    expect(json.only('aws_autoscaling_group').instance_refresh).toEqual({
      strategy: 'Rolling',
      preferences: { min_healthy_percentage: 100, max_healthy_percentage: 150, auto_rollback: true },
    });
    // Auto Scaling rolls back to a numbered version only.
    expect(json.only('aws_autoscaling_group').launch_template).toEqual({
      id: reference(json, 'aws_launch_template', 'InstanceTemplate'),
      version: reference(json, 'aws_launch_template', 'InstanceTemplate', 'latest_version'),
    });
  });

  it('follows the clock of Tokyo when it is told to, and an apply does not undo it', () => {
    const json = server({ schedules: [sale] });
    expect(json.only('aws_autoscaling_schedule')).toMatchObject({
      scheduled_action_name: 'mall-dev-web-sale-begins',
      recurrence: '30 19 * * 5',
      time_zone: 'Asia/Tokyo',
      min_size: 6,
      max_size: 20,
      desired_capacity: -1,
    });
    const ignored = (group: { lifecycle?: { ignore_changes?: string[] } }) => group.lifecycle?.ignore_changes;
    expect(ignored(json.only('aws_autoscaling_group'))).toEqual(['min_size', 'max_size']);
    expect(ignored(server().only('aws_autoscaling_group'))).toBeUndefined();
  });

  it.each<[string, CapacitySchedule[]]>([
    ["'schedules.sale-begins.cron' must be five fields of cron, got 30 19 * *", [{ ...sale, cron: '30 19 * *' }]],
    ["'schedules.sale-begins.max' must be at least schedules.sale-begins.min, 6, got 3", [{ ...sale, max: 3 }]],
    ["'schedules' must be names that differ, got sale-begins", [sale, sale]],
    ["'schedules' must be names of lower case letters, digits and -, got Sale", [{ ...sale, name: 'Sale' }]],
  ])('refuses: %s', (sentence, schedules) => {
    expect(() => server({ schedules })).toThrow(`test/Server: ${sentence}`);
  });

  it('launches in a role of its own, which alone may use the key of the volumes', () => {
    const json = server();
    const role = reference(json, 'aws_iam_service_linked_role', 'ScalingRole', 'arn');
    expect(json.only('aws_autoscaling_group').service_linked_role_arn).toBe(role);
    const { Statement } = JSON.parse(String(json.only('aws_kms_key').policy)) as {
      Statement: Record<string, unknown>[];
    };
    expect(Statement.filter(({ Principal }) => (Principal as { AWS?: string }).AWS === role)).toEqual([
      expect.objectContaining({ Action: expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey']) }),
      expect.objectContaining({
        Action: 'kms:CreateGrant',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
    ]);
  });
});
