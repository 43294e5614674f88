import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import type { DataLakeOutputs } from '@mall/data-lake';
import {
  arnOf,
  arnOfBucket,
  type EnvironmentSettings,
  type FunctionCode,
  grantRead,
  grantWrite,
  LambdaFunction,
  nameOf,
  type PolicyStatement,
  requirePattern,
  type RunningFunction,
} from '@mall/foundation';
import { Construct } from 'constructs';
import settings from './survey-parser-settings.json';
import surveyRefused from './survey-refused.json';

export interface SurveyParserProps {
  readonly environment: EnvironmentSettings;
  readonly lake: Pick<DataLakeOutputs, 'landing' | 'raw' | 'internalKeyArn'>;
  /** The zip of `functions/survey-parser`. */
  readonly code: FunctionCode;
  /** ARN of a version of the public layer AWS SDK for pandas for Python 3.11. */
  readonly pandasLayerArn: string;
}

export interface SurveyParserOutputs {
  readonly functionName: string;
  readonly running: RunningFunction;
  readonly deadLetterQueueName: string;
  readonly surveyRefused: SurveyRefused;
}

/** The event by which the parser tells of an upload that it refused whole. */
export interface SurveyRefused {
  readonly source: string;
  readonly detailType: string;
}

/** Where workbooks arrive. */
const SURVEYS = 'surveys/';

/** Parses each workbook as it arrives in the landing bucket. */
export class SurveyParser extends Construct {
  public readonly outputs: SurveyParserOutputs;

  constructor(scope: Construct, id: string, props: SurveyParserProps) {
    super(scope, id);
    const { environment, lake, code, pandasLayerArn } = props;
    requirePattern(
      this,
      'pandasLayerArn',
      pandasLayerArn,
      /^arn:aws:lambda:[a-z0-9-]+:\d{12}:layer:AWSSDKPandas-Python311:\d+$/,
      'the ARN of a version of the layer AWSSDKPandas-Python311',
    );
    const parser = new LambdaFunction(this, 'Function', {
      environment,
      name: nameOf(environment, 'ingestion', 'survey-parser'),
      description: 'Parses a survey workbook into Parquet, or refuses it whole',
      code,
      runtime: 'python3.11',
      handler: 'handler.handler',
      // The parser's own tests measure it against these: a third of the memory is its reader's, which may compute for 120 s.
      ...settings,
      // Two uploads may be read side by side; a flood of them waits.
      reservedConcurrency: 2,
      layers: [pandasLayerArn],
      variables: { RAW_BUCKET: lake.raw.name },
      statements: [
        ...grantRead(lake.landing, SURVEYS),
        ...grantWrite(lake.landing, `refused/${SURVEYS}`),
        ...grantWrite(lake.raw, 'staged/'),
        tellRefusals(environment),
      ],
      kmsKeyArn: lake.internalKeyArn,
    });
    const permission = new LambdaPermission(this, 'LandingMayInvoke', {
      functionName: parser.outputs.name,
      action: 'lambda:InvokeFunction',
      principal: 's3.amazonaws.com',
      sourceArn: arnOfBucket(lake.landing),
      sourceAccount: environment.account,
    });
    new S3BucketNotification(this, 'Notification', {
      bucket: lake.landing.name,
      lambdaFunction: [
        { lambdaFunctionArn: parser.outputs.arn, events: ['s3:ObjectCreated:*'], filterPrefix: SURVEYS },
      ],
      dependsOn: [permission],
    });
    const { name: functionName, running, deadLetterQueueName } = parser.outputs;
    this.outputs = { functionName, running, deadLetterQueueName, surveyRefused };
  }
}

/** On the default bus, as rules of other tiers listen there; no event but this one. */
function tellRefusals(environment: EnvironmentSettings): PolicyStatement {
  const { source, detailType } = surveyRefused;
  return {
    sid: 'TellRefusals',
    actions: ['events:PutEvents'],
    resources: [arnOf(environment, 'events', 'event-bus/default')],
    conditions: { StringEquals: { 'events:source': source, 'events:detail-type': detailType } },
  };
}
