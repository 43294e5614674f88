import { createReadStream } from 'node:fs';
import path from 'node:path';
import { GetWorkflowCommand, type GlueClient } from '@aws-sdk/client-glue';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { outputsOfApplied } from './apply';
import { tryReadJson } from '@mall/lambda-kit';
import { clientsOf, type TwinClients } from './clients';
import { runningTwin } from './emulator';
import { GateError, TwinError, UsageError } from './errors';
import { runSteps, type Timing } from './progress';
import { refusalsOf, refusingNothing } from './refusals';
import { type HandedIn, mendingOf, type MendingReport, mendingSentences } from './replay-report';
import { type OutputSource, Road } from './road';
import { summaryScreen } from './screen';
import { landSurveys } from './surveys';

export interface ReplayOptions {
  /** Folder for the five CSVs. */
  readonly export?: string | undefined;
}

/**
 * Takes mended rows back in, as a steward does in AWS: puts corrections of tables below `mended/`, and mended workbooks
 * below `surveys/`, of the landing bucket, and has the workflow run once more, on the datasets of its last run. Without
 * files it runs once more what was mended at its source.
 *
 * @throws UsageError on a file of another name; GateError when a file was refused or a corrected row is still bad.
 */
export async function replay(files: readonly string[], options: ReplayOptions): Promise<void> {
  const { corrections, workbooks } = sorted(files);
  const record = runningTwin();
  const clients = clientsOf(record);
  const [lake, { workflow }] = await Promise.all([
    outputsOfApplied(record, 'data-lake'),
    outputsOfApplied(record, 'pipeline'),
  ]);
  const datasets = await datasetsOfLastRun(clients.glue, workflow);
  const input = { directory: '', tables: datasets, surveys: [], clicks: [] };
  const source: OutputSource = { outputsOf: (tier) => outputsOfApplied(record, tier) };
  const road = new Road(record, clients, source, Promise.resolve(input));
  const handIn = async () => {
    for (const { dataset, file } of corrections) await put(clients, lake.landing_bucket, dataset, file);
    road.surveys = await landSurveys(record, clients, lake, workbooks);
  };
  const timings: Timing[] = [];
  const go = async (...steps: Parameters<typeof runSteps>[0][number]) => timings.push(...(await runSteps([steps])));
  const travel = async () => {
    if (files.length > 0) await go({ title: 'Hand in what was mended', work: handIn });
    await go(road.pipeline());
    await go(road.analyses());
    if (options.export !== undefined) await go(road.exportTo(options.export));
  };
  await refusingNothing(() => refusalsOf(record), travel);
  const steps = road.run?.steps ?? [];
  process.stdout.write(summaryScreen({ ...road, steps, timings, page: undefined, exported: road.exported }));
  const extract = await tryReadJson<HandedIn>(clients.s3, lake.results_bucket, `runs/${road.run?.id}/extract.json`);
  const mending = mendingOf(extract, road.quality);
  process.stdout.write(`\n${mendingSentences(mending).join('\n')}\n`);
  road.requireBalance();
  road.requireOpenGates();
  requireMended(mending);
}

/** @throws GateError that says which files were refused. */
function requireMended({ refused }: MendingReport): void {
  if (refused.length > 0) throw new GateError(`refused: ${refused.join('; ')}`);
}

function sorted(files: readonly string[]) {
  const corrections: { dataset: string; file: string }[] = [];
  const workbooks: string[] = [];
  for (const file of files.map((name) => path.resolve(name))) {
    const name = path.basename(file);
    const dataset = /^(customer|purchase|review)\.csv$/.exec(name)?.[1];
    if (dataset !== undefined) corrections.push({ dataset, file });
    else if (/^survey-\d{4}Q[1-4]\.xlsx$/.test(name)) workbooks.push(file);
    else {
      throw new UsageError(
        `${name}: mended rows come as customer.csv, purchase.csv or review.csv, a mended survey as survey-YYYYQn.xlsx`,
      );
    }
  }
  return { corrections, workbooks };
}

async function put({ s3 }: TwinClients, bucket: string, dataset: string, file: string): Promise<void> {
  const Key = `mended/${dataset}/${path.basename(file)}`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: createReadStream(file) }));
}

async function datasetsOfLastRun(glue: GlueClient, workflow: string): Promise<readonly string[]> {
  const { Workflow } = await glue.send(new GetWorkflowCommand({ Name: workflow }));
  const datasets = Workflow?.LastRun?.WorkflowRunProperties?.['datasets'];
  if (datasets === undefined) throw new TwinError('nothing has run yet; use `npm run twin -- run` first');
  return datasets.split(',').filter((name) => name !== '');
}
