import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runningTwin, untilIdle } from '../src/emulator';
import type { TwinAws } from './aws';
import { aws as awsCommand } from './cli';
import type { TestSlack } from './slack';
import { newFolder } from './twin';

/** Uploads of the run that the parser refuses whole. */
const REFUSED = ['2021Q2', '2021Q3', '2021Q4', '2022Q2', '2022Q3', '2022Q4', '2023Q1', '2023Q3'];

/** What people hear of refused surveys. To be called within a `describe` of a twin on which a run with `REFUSED` ended. */
export function describeRefusedSurveys(aws: () => TwinAws, slack: TestSlack): void {
  describe('that are refused', () => {
    it('are told in Slack, each once and with the sentence of its report, however often S3 tells of them', async () => {
      parse(aws().lake.landing_bucket, 'surveys/survey-2021Q4.xlsx');
      await untilIdle(runningTwin());
      const told = slack.told.filter((message) => message.includes('runbooks/survey-refused.md'));
      expect(told).toHaveLength(REFUSED.length);
      for (const quarter of REFUSED) {
        const report = await aws().texts(aws().lake.raw_bucket, `staged/reports/survey-${quarter}.json`);
        const { reason } = JSON.parse(report) as { reason: string };
        expect(told.filter((message) => message.includes(reason))).toHaveLength(1);
      }
    });
  });
}

/** Calls the survey parser as S3 does for an upload; what it answers. */
export function parse(bucket: string, key: string): string {
  const answer = path.join(newFolder(), 'answer.json');
  const event = JSON.stringify({ Records: [{ s3: { bucket: { name: bucket }, object: { key } } }] });
  const named = ['--function-name', 'mall-dev-ingestion-survey-parser'];
  awsCommand(runningTwin(), 'lambda', 'invoke', ...named, '--payload', event, answer);
  return readFileSync(answer, 'utf8');
}
