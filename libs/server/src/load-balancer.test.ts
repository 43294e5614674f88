import { reference, server, wasProps } from './testing';

const disposable = { mode: 'disposable', reason: 'only generated data' } as const;

describe('the load balancer', () => {
  it('speaks TLS 1.2 and newer, and forwards to the instances', () => {
    const json = server();
    const listener = json.all('aws_lb_listener').find(({ port }) => port === 443);
    expect(listener).toMatchObject({
      protocol: 'HTTPS',
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificate_arn: 'certificate',
      default_action: [
        { type: 'forward', target_group_arn: reference(json, 'aws_lb_target_group', 'TargetGroup', 'arn') },
      ],
    });
  });

  it('sends plain HTTP away when it is public, and does not listen for it when it is internal', () => {
    const ports = (json: ReturnType<typeof server>) => json.all('aws_lb_listener').map(({ port }) => port);
    expect(ports(server()).sort()).toEqual([443, 80]);
    expect(ports(server({}, wasProps))).toEqual([443]);
    const [action] = server()
      .all('aws_lb_listener')
      .find(({ port }) => port === 80)?.default_action as unknown[];
    expect(action).toEqual({
      type: 'redirect',
      redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' },
    });
  });

  it('drops headers that are no headers', () => {
    expect(server().only('aws_lb').drop_invalid_header_fields).toBe(true);
  });

  it('has addresses of the internet only when it is public', () => {
    expect(server().only('aws_lb').internal).toBe(false);
    expect(server({}, wasProps).only('aws_lb').internal).toBe(true);
  });

  it('survives a destroy when it is protected', () => {
    expect(server().only('aws_lb').enable_deletion_protection).toBe(true);
    expect(server({ deletion: disposable }).only('aws_lb').enable_deletion_protection).toBe(false);
  });

  it('writes down who asked for what, in a bucket that takes it from load balancers for this account only', () => {
    const json = server();
    expect(json.only('aws_lb').access_logs).toEqual({
      bucket: reference(json, 'aws_s3_bucket_policy', 'AccessLogs', 'bucket'),
      enabled: true,
    });
    expect(json.only('aws_s3_bucket').tags).toEqual({ dataClass: 'personal' });
    const { Statement } = JSON.parse(String(json.only('aws_s3_bucket_policy').policy)) as { Statement: unknown[] };
    expect(Statement).toContainEqual({
      Sid: 'LoadBalancersWrite',
      Effect: 'Allow',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: expect.stringMatching(/\/AWSLogs\/111122223333\/\*$/),
    });
    expect(json.only('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' }, bucket_key_enabled: false },
    ]);
  });

  it('starts a new instance slowly when it serves each in turn', () => {
    const group = server({ routing: { mode: 'roundRobin', slowStartSeconds: 60 } }).only('aws_lb_target_group');
    expect(group).toMatchObject({ load_balancing_algorithm_type: 'round_robin', slow_start: 60 });
    expect(server().only('aws_lb_target_group')).not.toHaveProperty('slow_start');
  });
});
