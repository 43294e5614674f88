import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { requirePattern } from '@mall/foundation';
import type { Construct } from 'constructs';

/** The image of Amazon Linux 2023 that is newest when a change is planned; the plan shows it. */
export interface NewestImage {
  readonly mode: 'newest';
}

/** One image for as long as its id stands here. */
export interface PinnedImage {
  readonly mode: 'pinned';
  readonly imageId: string;
}

/** Which image instances start from. */
export type Image = NewestImage | PinnedImage;

/**
 * The id of the image for an instance type's processor.
 *
 * It is read while planning and not by `resolve:ssm:` while launching: Auto Scaling cannot roll an instance refresh back
 * to a launch template that names a parameter (Amazon EC2 Auto Scaling: undo changes with a rollback).
 */
export function imageIdOf(scope: Construct, image: Image, instanceType: string): string {
  if (image.mode === 'pinned') {
    requirePattern(scope, 'image.imageId', image.imageId, /^ami-[0-9a-f]{8,17}$/, 'an image id such as ami-0abc1234');
    return image.imageId;
  }
  const parameter = new DataAwsSsmParameter(scope, 'Image', {
    name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${processorOf(instanceType)}`,
  });
  // The provider hides `value` in plans, also that of a parameter which everybody may read.
  return parameter.insecureValue;
}

/** Families with a `g` after their generation run on Graviton: t4g, m7g, c8gd (Amazon EC2: instance type naming). */
function processorOf(instanceType: string): 'arm64' | 'x86_64' {
  return /^[a-z]+\d+g/.test(instanceType) ? 'arm64' : 'x86_64';
}
