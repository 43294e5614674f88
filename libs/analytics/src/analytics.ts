import type { DataLakeOutputs } from '@mall/data-lake';
import type { Deletion, EnvironmentSettings, FunctionCode, RunningFunction } from '@mall/foundation';
import type { PipelineOutputs } from '@mall/pipeline';
import { Construct } from 'constructs';
import type { NamedQuery } from './named-queries';
import { AnalysisRunner } from './analysis-runner';
import { Workgroup } from './workgroup';

export interface AnalyticsProps {
  readonly environment: EnvironmentSettings;
  readonly lake: Pick<DataLakeOutputs, 'curated' | 'quarantine' | 'results' | 'internalKeyArn' | 'catalogDatabase'>;
  readonly pipeline: Pick<PipelineOutputs, 'workflow' | 'crawler'>;
  /** The analyses, from `readQueries`. */
  readonly analyses: readonly NamedQuery[];
  /** What is counted beside them, for the run's report. */
  readonly counts: readonly NamedQuery[];
  /** What operators ask the quarantine. */
  readonly quarantineQueries: readonly NamedQuery[];
  /** Names of the catalog's tables. */
  readonly tables: readonly string[];
  /** The zip of `functions/analysis-runner`. */
  readonly analysisRunnerCode: FunctionCode;
  readonly deletion: Deletion;
}

export interface AnalyticsOutputs {
  readonly workgroup: string;
  /** Workgroup of those who look after bad rows; its results stay in the quarantine bucket. */
  readonly quarantineWorkgroup: string;
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
    const { environment, lake, analyses, counts, deletion } = props;
    const { catalogDatabase } = lake;
    const workgroup = new Workgroup(this, 'Workgroup', {
      environment,
      role: 'marketing',
      description: 'Marketing analyses over the curated tables',
      results: lake.results,
      catalogDatabase,
      queries: [...analyses, ...counts],
      deletion,
    }).outputs;
    const quarantine = new Workgroup(this, 'QuarantineWorkgroup', {
      environment,
      role: 'quarantine',
      description: 'What is in quarantine and why',
      results: lake.quarantine,
      catalogDatabase,
      queries: props.quarantineQueries,
      deletion,
    }).outputs;
    const runner = new AnalysisRunner(this, 'AnalysisRunner', {
      environment,
      lake,
      pipeline: props.pipeline,
      workgroup,
      analyses: analyses.map(({ name }) => name),
      counts: counts.map(({ name }) => name),
      tables: props.tables,
      code: props.analysisRunnerCode,
    });
    const { functionName: analysisRunner, running, deadLetterQueueName } = runner.outputs;
    this.outputs = {
      workgroup: workgroup.name,
      quarantineWorkgroup: quarantine.name,
      analysisRunner,
      functions: [running],
      deadLetterQueueNames: [deadLetterQueueName],
    };
  }
}
