import { tags } from './tags';
import { defaultTags, findings, stackWith } from './testing';

const wanted = 'must carry environment, tier, owner, dataClass, got no';

describe('tags', () => {
  it("come from the provider's defaults", () => {
    expect(findings(tags, stackWith({ aws_s3_bucket: { B: {} } }))).toEqual([]);
  });

  it.each(['environment', 'tier', 'owner', 'dataClass'])('are refused without %s', (key) => {
    expect(findings(tags, stackWith({ aws_s3_bucket: { B: {} } }, { ...defaultTags, [key]: undefined }))).toEqual([
      `B: 'tags' ${wanted} ${key}`,
    ]);
  });

  it('are the resource’s own where the provider gives none', () => {
    expect(findings(tags, stackWith({ aws_s3_bucket: { B: { tags: defaultTags } } }, {}))).toEqual([]);
  });

  it('of a second provider are asked of that provider', () => {
    const elsewhere = { aws_s3_bucket: { B: { provider: 'aws.virginia' } } };
    expect(findings(tags, stackWith(elsewhere))).toEqual([`B: 'tags' ${wanted} environment, tier, owner, dataClass`]);
  });

  it('are asked of what can carry them only', () => {
    expect(findings(tags, stackWith({ aws_s3_bucket_policy: { P: {} }, aws_iam_group: { G: {} } }, {}))).toEqual([]);
  });

  it('of types that nobody knows are not taken for granted', () => {
    expect(() => findings(tags, stackWith({ aws_never_heard_of: { N: {} } }))).toThrow('never-heard-of');
  });

  it.each([
    ['environment', 'prod', "'tags' must say of which stack it is, got prod and test in dev-test"],
    ['tier', 'other', "'tags' must say of which stack it is, got dev and other in dev-test"],
    ['dataClass', 'secret', "'tags' must say a dataClass of public, internal, pseudonymous, personal, got secret"],
  ])('do not say another %s', (key, value, sentence) => {
    expect(findings(tags, stackWith({ aws_s3_bucket: { B: { tags: { [key]: value } } } }))).toEqual([`B: ${sentence}`]);
  });

  it('reach what a group launches only when the group hands them on', () => {
    const group = (propagate_at_launch: boolean) => ({
      aws_autoscaling_group: {
        G: { tag: Object.entries(defaultTags).map(([key, value]) => ({ key, value, propagate_at_launch })) },
      },
    });
    expect(findings(tags, stackWith(group(true)))).toEqual([]);
    expect(findings(tags, stackWith(group(false)))).toEqual([`G: 'tag' ${wanted} environment, tier, owner, dataClass`]);
  });

  it('reach instances and volumes of a launch template only when it says so', () => {
    const template = (...kinds: string[]) => ({
      aws_launch_template: {
        T: { tag_specifications: kinds.map((resource_type) => ({ resource_type, tags: defaultTags })) },
      },
    });
    expect(findings(tags, stackWith(template('instance', 'volume')))).toEqual([]);
    expect(findings(tags, stackWith(template('instance')))).toEqual([
      `T: 'tag_specifications of volume' ${wanted} environment, tier, owner, dataClass`,
    ]);
  });
});
