import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { commonTags, type EnvironmentSettings, nameOf, requirePattern, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';
import { type Image, imageIdOf } from './image';
import type { ServerRole } from './outputs';

export interface InstanceTemplateProps {
  readonly environment: EnvironmentSettings;
  readonly role: ServerRole;
  readonly instanceType: string;
  readonly image: Image;
  readonly volumeGib: number;
  readonly keyArn: string;
  readonly profileArn: string;
  readonly securityGroupIds: readonly string[];
  /** Encoded. */
  readonly userData: string;
}

export interface InstanceTemplateOutputs {
  readonly id: string;
  /** A number: what starts from it can be rolled back to the number before. */
  readonly version: string;
}

/** Where Amazon Linux 2023 has its root volume. */
const ROOT_DEVICE = '/dev/xvda';

/** How an instance is born: encrypted, known to nobody by a key pair, its credentials for itself alone. */
export class InstanceTemplate extends Construct {
  public readonly outputs: InstanceTemplateOutputs;

  constructor(scope: Construct, id: string, props: InstanceTemplateProps) {
    super(scope, id);
    const { environment, role, instanceType, volumeGib } = props;
    const pattern = /^[a-z]+\d+[a-z-]*\.(nano|micro|small|medium|\d*x?large|metal)$/;
    requirePattern(scope, 'instanceType', instanceType, pattern, 'an instance type such as t4g.small');
    requireRange(scope, 'volumeGib', volumeGib, 8, 16_384);
    const tags = { ...commonTags(environment, role), Name: nameOf(environment, role, 'instance') };
    const template = new LaunchTemplate(this, 'Template', {
      name: nameOf(environment, role, 'instances'),
      description: `Instances of the ${role} tier`,
      updateDefaultVersion: true,
      imageId: imageIdOf(scope, props.image, instanceType),
      instanceType,
      iamInstanceProfile: { arn: props.profileArn },
      vpcSecurityGroupIds: [...props.securityGroupIds],
      userData: props.userData,
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        // An answer does not live long enough to leave the instance.
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: 'disabled',
      },
      // Metrics by the minute, which scaling and alarms decide by. About 2.10 USD a month for each instance: seven
      // metrics at 0.30 USD (Amazon CloudWatch pricing, Tokyo, November 2025).
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: ROOT_DEVICE,
          ebs: {
            volumeType: 'gp3',
            volumeSize: volumeGib,
            encrypted: 'true',
            kmsKeyId: props.keyArn,
            deleteOnTermination: 'true',
          },
        },
      ],
      // What is born with an instance gets no tag from the provider.
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
    });
    this.outputs = { id: template.id, version: template.latestVersion.toString() };
  }
}
