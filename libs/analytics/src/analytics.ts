import type { DataLakeOutputs } from '@mall/data-lake';
import type { Deletion, EnvironmentSettings, FunctionCode, RunningFunction } from '@mall/foundation';
import type { PipelineOutputs } from '@mall/pipeline';
import { Construct } from 'constructs';
import type { AnalysisQuery } from './analyses';
import { AnalysisRunner } from './analysis-runner';
import { Workgroup } from './workgroup';

export interface AnalyticsProps {
  readonly environment: EnvironmentSettings;
  readonly lake: Pick<DataLakeOutputs, 'curated' | 'results' | 'internalKeyArn' | 'catalogDatabase'>;
  readonly pipeline: Pick<PipelineOutputs, 'workflow' | 'crawler'>;
  /** The analyses, from `readAnalyses`. */
  readonly analyses: readonly AnalysisQuery[];
  /** Names of the catalog's tables. */
  readonly tables: readonly string[];
  /** The zip of `functions/analysis-runner`. */
  readonly analysisRunnerCode: FunctionCode;
  readonly deletion: Deletion;
}

export interface AnalyticsOutputs {
  readonly workgroup: string;
  /** Function that runs the analyses. */
  readonly analysisRunner: string;
  /** What runs here, for those who watch. */
  readonly functions: readonly RunningFunction[];
  readonly deadLetterQueueNames: readonly string[];
}

/** The questions that marketing asks: where they run, and who runs them when new data is there. */
export class Analytics extends Construct {
  public readonly outputs: AnalyticsOutputs;

  constructor(scope: Construct, id: string, props: AnalyticsProps) {
    super(scope, id);
    const { environment, lake, pipeline, analyses, tables, deletion } = props;
    const workgroup = new Workgroup(this, 'Workgroup', { environment, lake, analyses, deletion }).outputs;
    const runner = new AnalysisRunner(this, 'AnalysisRunner', {
      environment,
      lake,
      pipeline,
      workgroup,
      tables,
      code: props.analysisRunnerCode,
    });
    const { functionName: analysisRunner, running, deadLetterQueueName } = runner.outputs;
    this.outputs = {
      workgroup: workgroup.name,
      analysisRunner,
      functions: [running],
      deadLetterQueueNames: [deadLetterQueueName],
    };
  }
}
