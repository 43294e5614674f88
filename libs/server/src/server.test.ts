import type { ResourceAttributes } from '@mall/foundation';
import type { ServerProps } from './server-props';
import { reference, server, wasProps } from './testing';

describe('Server', () => {
  it('uses the documented defaults', () => {
    const json = server();
    expect(json.only('aws_lb_target_group')).toMatchObject({
      deregistration_delay: '60',
      load_balancing_algorithm_type: 'least_outstanding_requests',
      health_check: { path: '/healthz', matcher: '200' },
    });
    expect(json.only('aws_autoscaling_group')).toMatchObject({
      default_instance_warmup: 300,
      health_check_grace_period: 300,
    });
    expect(json.only('aws_autoscaling_policy')).toMatchObject({
      policy_type: 'TargetTrackingScaling',
      target_tracking_configuration: { target_value: 55 },
    });
    expect(json.all('aws_autoscaling_schedule')).toEqual([]);
    expect(volumeOf(json.only('aws_launch_template'))).toMatchObject({ volume_size: 20 });
    expect(json.only('aws_s3_bucket_lifecycle_configuration').rule).toContainEqual(
      expect.objectContaining({ id: 'expire', expiration: [{ days: 365 }] }),
    );
  });

  it('is called by its names, and a name follows the load balancer', () => {
    const json = server();
    expect(json.all('aws_route53_record').map(({ name, type, zone_id }) => [name, type, zone_id])).toEqual([
      ['mall.example.com', 'A', 'zone'],
      ['www.mall.example.com', 'A', 'zone'],
    ]);
    expect(json.all('aws_route53_record')[0]?.alias).toEqual({
      name: reference(json, 'aws_lb', 'Balancer', 'dns_name'),
      zone_id: reference(json, 'aws_lb', 'Balancer', 'zone_id'),
      evaluate_target_health: true,
    });
  });
});

describe('instances', () => {
  it('are born without a key pair, behind IMDSv2, with nothing unencrypted', () => {
    const json = server();
    const template = json.only('aws_launch_template');
    expect(Object.keys(template)).not.toContain('key_name');
    expect(template.metadata_options).toMatchObject({
      http_endpoint: 'enabled',
      http_tokens: 'required',
      http_put_response_hop_limit: 1,
    });
    expect(volumeOf(template)).toMatchObject({
      encrypted: 'true',
      volume_type: 'gp3',
      kms_key_id: reference(json, 'aws_kms_key', 'Encryption', 'arn'),
    });
  });

  it.each([
    ['t4g.small', 'arm64'],
    ['m7g.large', 'arm64'],
    ['c8gd.xlarge', 'arm64'],
    ['t3.small', 'x86_64'],
    ['m7i.large', 'x86_64'],
    ['g5.xlarge', 'x86_64'],
  ])('of type %s start from the newest image for %s, known by its id', (instanceType, processor) => {
    const json = server({ instanceType });
    const parameters = (json.json as { data?: Record<string, Record<string, ResourceAttributes>> }).data
      ?.aws_ssm_parameter;
    expect(Object.values(parameters ?? {}).map(({ name }) => name)).toEqual([
      `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${processor}`,
    ]);
    expect(json.only('aws_launch_template').image_id).toMatch(/^\$\{data\.aws_ssm_parameter\..*\.insecure_value\}$/);
  });

  it('start from one image when it is pinned', () => {
    const json = server({ image: { mode: 'pinned', imageId: 'ami-0123456789abcdef0' } });
    expect(json.only('aws_launch_template').image_id).toBe('ami-0123456789abcdef0');
    expect(json.json).not.toHaveProperty('data');
  });

  it('carry the tags that the provider cannot give them, and so do their volumes', () => {
    const json = server();
    const wanted = {
      environment: 'dev',
      tier: 'web',
      owner: 'platform',
      dataClass: 'internal',
      Name: 'mall-dev-web-instance',
    };
    const group = json.only('aws_autoscaling_group').tag as {
      key: string;
      value: string;
      propagate_at_launch: boolean;
    }[];
    expect(Object.fromEntries(group.map(({ key, value }) => [key, value]))).toMatchObject(wanted);
    expect(group.every((tag) => tag.propagate_at_launch)).toBe(true);
    const specified = json.only('aws_launch_template').tag_specifications as Record<string, unknown>[];
    expect(specified.map(({ resource_type }) => resource_type)).toEqual(['instance', 'volume', 'network-interface']);
    for (const { tags } of specified) expect(tags).toMatchObject(wanted);
  });
});

describe('Server refuses', () => {
  it.each<[string, Partial<ServerProps>]>([
    ["'capacity.min' must be between 2 and 1000, got 1", { capacity: { min: 1, max: 4 } }],
    ["'capacity.max' must be at least capacity.min, 4, got 2", { capacity: { min: 4, max: 2 } }],
    [
      "'network.instanceSubnetIds' must be a list of at least 2, got 1 entries",
      { network: { ...wasProps.network, instanceSubnetIds: ['one'] } },
    ],
    [
      "'network.loadBalancerSubnetIds' must be a list of at least 2",
      { network: { ...wasProps.network, loadBalancerSubnetIds: ['one'] } },
    ],
    ["'port' must be between 1 and 65535, got 0", { port: 0 }],
    ["'instanceType' must be an instance type such as t4g.small, got small", { instanceType: 'small' }],
    ["'volumeGib' must be between 8 and 16384, got 4", { volumeGib: 4 }],
    ["'cpuTargetPercent' must be between 10 and 90, got 95", { cpuTargetPercent: 95 }],
    ["'warmupSeconds' must be between 0 and 3600, got -1", { warmupSeconds: -1 }],
    ["'deregistrationDelaySeconds' must be between 0 and 3600, got 3601", { deregistrationDelaySeconds: 3601 }],
    ["'accessLogRetentionDays' must be between 1 and 3650, got 0", { accessLogRetentionDays: 0 }],
    [
      "'routing.slowStartSeconds' must be between 30 and 900, got 10",
      { routing: { mode: 'roundRobin', slowStartSeconds: 10 } },
    ],
    [
      "'image.imageId' must be an image id such as ami-0abc1234, got latest",
      { image: { mode: 'pinned', imageId: 'latest' } },
    ],
    [
      "'calls.was.port' must be between 1 and 65535, got 0",
      { calls: [{ name: 'was', securityGroupId: 's', port: 0 }] },
    ],
  ])('%s', (sentence, props) => {
    expect(() => server(props)).toThrow(`test/Server: ${sentence}`);
  });
});

function volumeOf(template: ResourceAttributes): unknown {
  const [mapping] = template.block_device_mappings as { ebs: unknown }[];
  return mapping?.ebs;
}
