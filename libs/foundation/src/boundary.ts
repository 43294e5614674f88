import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';
import { nameOf } from './names';
import type { EnvironmentSettings } from './settings';

/** Physical name of the environment's permissions boundary, which its bootstrap makes. */
export function boundaryNameOf(environment: EnvironmentSettings): string {
  return nameOf(environment, 'bootstrap', 'boundary');
}

/** ARN of the environment's permissions boundary. */
export function boundaryArnOf(environment: EnvironmentSettings): string {
  return `arn:aws:iam::${environment.account}:policy/${boundaryNameOf(environment)}`;
}

/**
 * Puts every role of a stack under the environment's permissions boundary. Whoever applies is held by it too and may make
 * no role without it: else a role could be made that does what an apply may not.
 */
export class UnderBoundary implements IAspect {
  readonly #arn: string;

  constructor(environment: EnvironmentSettings) {
    this.#arn = boundaryArnOf(environment);
  }

  visit(node: IConstruct): void {
    if (node instanceof IamRole) node.permissionsBoundary = node.permissionsBoundaryInput ?? this.#arn;
  }
}
