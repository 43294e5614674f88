import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { synthesize, testEnvironment } from '@mall/foundation';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { Domain, type DomainProps } from './domain';

const define = (stack: TerraformStack, props: Partial<DomainProps> = {}) =>
  new Domain(stack, 'Domain', {
    environment: testEnvironment,
    domainName: 'mall.example.com',
    network: { vpcId: 'vpc-1' },
    dnssec: { mode: 'unsigned', reason: 'nobody would notice it' },
    deletion: { mode: 'protected' },
    ...props,
  });
const domain = (props: Partial<DomainProps> = {}) => synthesize((stack) => void define(stack, props));
const record = (json: ReturnType<typeof domain>, type: string) =>
  json.all('aws_route53_record').find((attributes) => String(attributes.type).includes(type));

describe('Domain', () => {
  it('has one name in two views: what the internet sees and what the network sees', () => {
    const zones = domain().all('aws_route53_zone');
    expect(zones.map(({ name }) => name)).toEqual(['mall.example.com', 'mall.example.com']);
    expect(zones.map(({ vpc }) => vpc)).toEqual([[{ vpc_id: 'vpc-1', vpc_region: 'ap-northeast-1' }], undefined]);
  });

  it('is certified with every name below it, by a proof in the public zone', () => {
    const json = domain();
    expect(json.only('aws_acm_certificate')).toMatchObject({
      domain_name: 'mall.example.com',
      subject_alternative_names: ['*.mall.example.com'],
      validation_method: 'DNS',
      lifecycle: { create_before_destroy: true },
    });
    expect(record(json, 'validation')).toMatchObject({ zone_id: expect.stringContaining('Domain_Public') });
  });

  it('hands over a certificate that is issued, not one that waits for its proof', () => {
    const json = synthesize((stack) => {
      new TerraformOutput(stack, 'arn', { value: define(stack).outputs.certificateArn, staticId: true });
    });
    expect(json.json).toMatchObject({
      output: { arn: { value: expect.stringMatching(/aws_acm_certificate_validation\..*\.certificate_arn/) } },
    });
    expect(json.only('aws_acm_certificate_validation').validation_record_fqdns).toHaveLength(1);
  });

  it('lets no other authority issue certificates', () => {
    expect(record(domain(), 'CAA')).toMatchObject({
      name: 'mall.example.com',
      records: ['0 issue "amazon.com"', '0 issuewild "amazon.com"'],
    });
  });

  it('signs its answers with a key in the one region where Route 53 takes keys from', () => {
    const json = synthesize((stack) => {
      const keyProvider = new AwsProvider(stack, 'Aws', { alias: 'us-east-1', region: 'us-east-1' });
      define(stack, { dnssec: { mode: 'signed', keyProvider } });
    });
    const key = json.only('aws_kms_key');
    expect(key).toMatchObject({
      provider: 'aws.us-east-1',
      customer_master_key_spec: 'ECC_NIST_P256',
      key_usage: 'SIGN_VERIFY',
    });
    expect(String(key.policy)).toContain('"Service":"dnssec-route53.amazonaws.com"');
    expect(json.only('aws_route53_key_signing_key')).toMatchObject({
      hosted_zone_id: expect.stringContaining('Domain_Public'),
      key_management_service_arn: expect.stringContaining('aws_kms_key.'),
    });
    // A zone cannot be signed before it has a key: the zone is named by way of the key.
    expect(json.only('aws_route53_hosted_zone_dnssec').hosted_zone_id).toContain('aws_route53_key_signing_key.');
  });

  it('keeps its name servers when it is protected, and goes when it is disposable', () => {
    const publicZone = (props: Partial<DomainProps>) =>
      domain(props)
        .all('aws_route53_zone')
        .find(({ vpc }) => vpc === undefined);
    expect(publicZone({})).toMatchObject({ lifecycle: { prevent_destroy: true } });
    const disposable = { mode: 'disposable', reason: 'only generated data' } as const;
    expect(publicZone({ deletion: disposable })).not.toHaveProperty('lifecycle');
  });
});

describe('Domain refuses', () => {
  it.each([
    ['', 'an empty string'],
    ['localhost', 'localhost'],
    ['mall.example.com.', 'mall.example.com.'],
    ['Mall.example.com', 'Mall.example.com'],
    ['-mall.example.com', '-mall.example.com'],
    ['mall..example.com', 'mall..example.com'],
    ['https://mall.example.com', 'https://mall.example.com'],
    ['*.example.com', '*.example.com'],
    ['10.0.0.1', '10.0.0.1'],
    [`${'a'.repeat(64)}.com`, `${'a'.repeat(64)}.com`],
    [`${'a'.repeat(30)}.${'b'.repeat(30)}.com`, `${'a'.repeat(30)}.${'b'.repeat(30)}.com`],
  ])('the domain %j', (domainName, got) => {
    expect(() => domain({ domainName })).toThrow(
      `test/Domain: 'domainName' must be a domain in lower case of at most 64 characters such as mall.example.com, got ${got}`,
    );
  });

  it('silence about a risk that is taken', () => {
    expect(() => domain({ dnssec: { mode: 'unsigned', reason: '' } })).toThrow('a sentence that says why');
  });
});
