import type { DataLakeOutputs } from '@mall/data-lake';
import type { DatasetContract } from '@mall/datasets';
import {
  type Deletion,
  EncryptionKey,
  type EnvironmentSettings,
  type FunctionCode,
  GeneratedSecret,
  nameOf,
  type RunningFunction,
} from '@mall/foundation';
import { Construct } from 'constructs';
import { ClickStreams, type ClickStreamsOutputs } from './click-streams';
import { SurveyParser, type SurveyRefused } from './survey-parser';

export interface IngestionProps {
  readonly environment: EnvironmentSettings;
  readonly lake: Pick<DataLakeOutputs, 'landing' | 'raw' | 'curated' | 'errors' | 'internalKeyArn' | 'catalogDatabase'>;
  /** The clicks' contract. */
  readonly clicks: DatasetContract;
  /** The zip of `functions/survey-parser`. */
  readonly surveyParserCode: FunctionCode;
  /** ARN of a version of the public layer AWS SDK for pandas for Python 3.11. */
  readonly pandasLayerArn: string;
  readonly deletion: Deletion;
}

export interface IngestionOutputs {
  /** Delivery stream that takes clicks. */
  readonly clickStream: string;
  /** Delivery stream that takes lines that are no click. */
  readonly rejectedClickStream: string;
  /** Secret with the key of visitors' and sessions' pseudonyms; the producer reads it. */
  readonly clickKeySecretArn: string;
  /** KMS key that encrypts that secret: its readers need `kms:Decrypt`. */
  readonly clickKeyEncryptionArn: string;
  /** Function that parses workbooks. */
  readonly surveyParser: string;
  /** The event by which it tells of an upload that it refused whole. */
  readonly surveyRefused: SurveyRefused;
  /** What runs here, for those who watch. */
  readonly functions: readonly RunningFunction[];
  readonly deadLetterQueueNames: readonly string[];
  readonly deliveryStreams: ClickStreamsOutputs['deliveryStreams'];
}

/** How data that is in no table comes in: workbooks through a function, clicks through delivery streams. */
export class Ingestion extends Construct {
  public readonly outputs: IngestionOutputs;

  constructor(scope: Construct, id: string, props: IngestionProps) {
    super(scope, id);
    const { environment, lake } = props;
    const parser = new SurveyParser(this, 'SurveyParser', {
      environment,
      lake,
      code: props.surveyParserCode,
      pandasLayerArn: props.pandasLayerArn,
    });
    const streams = new ClickStreams(this, 'ClickStreams', { environment, lake, clicks: props.clicks });
    const key = new EncryptionKey(this, 'ClickKeyEncryption', {
      environment,
      name: nameOf(environment, 'ingestion', 'click-key'),
      description: "Key of visitors' and sessions' pseudonyms",
      dataClass: 'personal',
    });
    const clickKey = new GeneratedSecret(this, 'ClickKey', {
      name: nameOf(environment, 'ingestion', 'click-key'),
      description: "HMAC key of visitors' and sessions' pseudonyms, read by the click producer",
      content: { kind: 'plain' },
      kmsKeyArn: key.outputs.arn,
      deletion: props.deletion,
    });
    this.outputs = {
      ...streams.outputs,
      clickKeySecretArn: clickKey.outputs.arn,
      clickKeyEncryptionArn: key.outputs.arn,
      surveyParser: parser.outputs.functionName,
      surveyRefused: parser.outputs.surveyRefused,
      functions: [parser.outputs.running],
      deadLetterQueueNames: [parser.outputs.deadLetterQueueName],
    };
  }
}
