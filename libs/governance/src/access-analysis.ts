import { AccessanalyzerAnalyzer } from '@cdktf/provider-aws/lib/accessanalyzer-analyzer';
import { type EnvironmentSettings, nameOf, requirePattern, requireRange } from '@mall/foundation';
import { Construct } from 'constructs';

/** Roles, users, keys and rights that nobody used are findings. About $0.20 a month for each role and user (IAM Access Analyzer pricing, October 2026). */
export interface UnusedAccess {
  readonly mode: 'after';
  /** Days without use, 1 to 365 (IAM Access Analyzer API reference). */
  readonly days: number;
}

/** Nobody says what is not used any more. Free. */
export interface NoUnusedAccess {
  readonly mode: 'none';
  readonly reason: string;
}

export interface AccessAnalysisProps {
  readonly environment: EnvironmentSettings;
  readonly unusedAccess: UnusedAccess | NoUnusedAccess;
}

/** Says what outsiders can reach, which is free, and what insiders could reach and never did. */
export class AccessAnalysis extends Construct {
  constructor(scope: Construct, id: string, props: AccessAnalysisProps) {
    super(scope, id);
    const { environment, unusedAccess: unused } = props;
    if (unused.mode === 'after') requireRange(this, 'unusedAccess.days', unused.days, 1, 365);
    else requirePattern(this, 'unusedAccess.reason', unused.reason, /\S+\s+\S+\s+\S+/, 'a sentence that says why');
    new AccessanalyzerAnalyzer(this, 'Outsiders', {
      analyzerName: nameOf(environment, 'governance', 'outsiders'),
      type: 'ACCOUNT',
      ...(unused.mode === 'none' ? { tags: { noUnusedAccessBecause: unused.reason } } : {}),
    });
    if (unused.mode === 'none') return;
    new AccessanalyzerAnalyzer(this, 'Insiders', {
      analyzerName: nameOf(environment, 'governance', 'insiders'),
      type: 'ACCOUNT_UNUSED_ACCESS',
      configuration: { unusedAccess: { unusedAccessAge: unused.days } },
    });
  }
}
