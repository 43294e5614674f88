import { setTimeout as sleep } from 'node:timers/promises';
import type { AppliedStacks } from './apply';
import { loadClicks } from './clicks';
import { tryReadJson } from '@mall/lambda-kit';
import type { TwinClients } from './clients';
import type { RunReport } from '@mall/reconciliation';
import { serveDashboard, type Dashboard } from './dashboard';
import { control } from './emulator';
import { GateError, TwinError } from './errors';
import { exportResults } from './export';
import type { Input } from './input';
import type { OutputsOf, Tier } from './outputs';
import type { Step } from './progress';
import { type ClickCounts, requireBalance, type StreamCounts, withClicks } from './reconciliation';
import type { TwinRecord } from './record';
import { type ClickReport, gateSentences, type QualityReport, readQuality, type SurveyReport } from './run-report';
import { queryNumber } from './query';
import { landSurveys } from './surveys';
import { loadDatabase } from './tables';
import { type FinishedRun, runWorkflow } from './workflow';

/** Whoever knows a tier's outputs, at once or when its stack is applied. */
export type OutputSource = Pick<AppliedStacks, 'outputsOf'>;

/** What one run over the data road has found so far; filled step by step. */
export class Road {
  surveys: ReadonlyMap<string, SurveyReport> = new Map();
  clicks: ClickReport | undefined;
  run: FinishedRun | undefined;
  quality: QualityReport | undefined;
  /** How the run's counts reconcile, from the database to the analyses. */
  report: RunReport | undefined;
  dashboard: Dashboard | undefined;
  /** Folder that the results were left in. */
  exported: string | undefined;
  readonly notices: string[] = [];

  constructor(
    private readonly record: TwinRecord,
    private readonly clients: TwinClients,
    private readonly source: OutputSource,
    private readonly input: Promise<Input>,
  ) {}

  /** The steps that bring data in; each waits for the stacks that it needs. */
  loading(): readonly Step[] {
    return [
      { title: 'Load the tables', work: () => this.#loadTables() },
      { title: 'Land the surveys', work: () => this.#landSurveys() },
      { title: 'Deliver the clicks', work: (say) => this.#deliverClicks(say) },
    ];
  }

  /** The step that runs the workflow; throws a GateError after a gate stopped a table dataset. */
  pipeline(): Step {
    return { title: 'Run the pipeline', work: (say) => this.#runPipeline(say) };
  }

  /** The steps after the workflow: the analyses, started by the crawler's event. */
  analyses(): Step {
    return { title: 'Wait for the analyses', work: () => this.#waitForAnalyses() };
  }

  /** Copies the results into a folder. */
  exportTo(folder: string): Step {
    return {
      title: 'Export the results',
      work: async () => {
        await exportResults(this.clients.s3, (await this.#outputs('data-lake')).results_bucket, folder);
        this.exported = folder;
      },
    };
  }

  /** Serves the dashboard. */
  page(): Step {
    return {
      title: 'Serve the dashboard',
      work: async () => {
        this.dashboard = await serveDashboard(this.record, (await this.#outputs('data-lake')).results_bucket);
      },
    };
  }

  /** @throws GateError when a survey was stopped at its gate, after everything else went its way. */
  requireOpenGates(): void {
    const sentences = gateSentences(this.quality);
    if (sentences.length > 0) throw new GateError(`stopped at the quality gate: ${sentences.join('; ')}`);
  }

  /** @throws TwinError when rows were lost or doubled on the road. */
  requireBalance(): void {
    if (this.report !== undefined) requireBalance(this.report);
  }

  async #loadTables(): Promise<void> {
    const [database, input] = await Promise.all([this.#outputs('database'), this.input]);
    this.notices.push(...(await loadDatabase(this.clients, database, input)));
  }

  async #landSurveys(): Promise<void> {
    const [lake, input] = await Promise.all([this.#outputs('data-lake'), this.input, this.#outputs('ingestion')]);
    this.surveys = await landSurveys(this.record, this.clients, lake, input.surveys);
  }

  async #deliverClicks(say: (line: string) => void): Promise<void> {
    const [ingestion, input] = await Promise.all([this.#outputs('ingestion'), this.input]);
    if (input.clicks.length === 0) return;
    this.clicks = await loadClicks(this.clients, ingestion, input.clicks, say);
    await control(this.record, 'POST', 'firehose/flush');
  }

  async #runPipeline(say: (line: string) => void): Promise<void> {
    const [pipeline, lake, input] = await Promise.all([
      this.#outputs('pipeline'),
      this.#outputs('data-lake'),
      this.input,
      this.#outputs('analytics'),
    ]);
    this.run = await runWorkflow(this.clients.glue, pipeline.workflow, input.tables, (steps) => {
      say(steps.map(({ name, state }) => `${name} ${state}`).join(', '));
    });
    this.quality = await readQuality(this.clients.s3, lake.results_bucket, this.run.id);
    if (this.run.succeeded) return;
    const failed = this.run.steps.find(({ state }) => state !== 'SUCCEEDED');
    if (this.quality?.stopped === true) this.requireOpenGates();
    throw new TwinError(
      `${failed?.name ?? pipeline.workflow} ${failed?.state ?? 'did not start'}: ${failed?.error ?? ''}`,
    );
  }

  async #waitForAnalyses(): Promise<void> {
    const lake = await this.#outputs('data-lake');
    for (;;) {
      const { idle } = await control<{ idle: boolean }>(this.record, 'GET', 'idle');
      const done = await tryReadJson<{ run_id: string }>(this.clients.s3, lake.results_bucket, 'analyses/run.json');
      if (done?.run_id === this.run?.id) break;
      if (idle) throw new TwinError('the analyses were not written; see `npm run twin -- logs`');
      await sleep(200);
    }
    const report = await tryReadJson<RunReport>(
      this.clients.s3,
      lake.results_bucket,
      `runs/${this.run?.id}/report.json`,
    );
    if (report === undefined) throw new TwinError('the run was not reconciled; see `npm run twin -- logs`');
    this.report = withClicks(report, await this.#countClicks(lake.catalog_database));
  }

  /** Firehose delivers at least once and files may repeat an event: the earliest of equal event ids counts. */
  async #countClicks(database: string): Promise<ClickCounts | undefined> {
    if (this.clicks === undefined) return undefined;
    const [{ workgroup }, { click_stream: stream }, { streams }] = await Promise.all([
      this.#outputs('analytics'),
      this.#outputs('ingestion'),
      control<{ streams: Readonly<Record<string, StreamCounts>> }>(this.record, 'GET', 'status'),
    ]);
    const ask = (sql: string) => queryNumber(this.clients.athena, workgroup, database, sql);
    const inCatalog = await ask('select count(*) from clicks');
    const repeated = inCatalog - (await ask('select count(distinct event_id) from clicks'));
    // Earlier deliveries repeated events too: no more than this one's own can be its duplicates.
    this.clicks = { ...this.clicks, duplicates: Math.min(repeated, this.clicks.delivered) };
    return { sent: this.clicks, stream: streams[stream] ?? { records: 0, delivered: 0, failed: 0 }, inCatalog };
  }

  #outputs<T extends Tier>(tier: T): Promise<OutputsOf<T>> {
    return this.source.outputsOf(tier);
  }
}
