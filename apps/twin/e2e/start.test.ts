import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { projectRoot } from '../src/paths';
import { calculateIndependently, newFolder, processesLeftIn, TestTwin, textsIn } from './twin';
import { describeWitnesses } from './witnesses';

const twin = new TestTwin();
const exported = newFolder();

/** `npm start` at a desk: it speaks, serves its page, and ends when the person there presses Ctrl-C. */
class Desk {
  readonly #process = spawn(
    process.execPath,
    ['--import', 'tsx', 'apps/twin/src/main.ts', 'start', '--rows', '500', '--export', exported],
    { cwd: projectRoot, env: process.env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  #said = '';

  constructor() {
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on('data', (text: Buffer) => (this.#said += text.toString()));
    }
  }

  /** Waits for a sentence. @throws Error with all that was said when the command ends without it. */
  async until(sentence: string): Promise<string> {
    while (!this.#said.includes(sentence)) {
      if (this.#process.exitCode !== null) throw new Error(this.#said);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return this.#said;
  }

  /** Presses Ctrl-C and waits for the end. */
  async interrupt(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGINT');
    return ended;
  }
}

describe('start without any files', () => {
  let desk: Desk;
  beforeAll(() => {
    desk = new Desk();
  });
  afterAll(async () => {
    await twin.command('down');
  });

  it('makes its own data, brings them down the road and serves the charts', async () => {
    const said = await desk.until('Press Ctrl-C to end.');
    const address = /Dashboard: (http:\/\/127\.0\.0\.1:\d+\/)/.exec(said)?.[1] ?? '';
    expect((await fetch(address)).status).toBe(200);
    const { dataSets } = (await (await fetch(`${address}data.json`)).json()) as {
      dataSets: { analysis: string; rows: unknown[] }[];
    };
    const shown = dataSets.filter(({ rows }) => rows.length > 0).map(({ analysis }) => `${analysis}.csv`);
    expect(shown.sort()).toEqual(Object.keys(textsIn(exported)));
  });

  it('gives the results that plain Python calculates from the files that it made', async () => {
    const { results } = await calculateIndependently(`${twin.state}/input`);
    expect(Object.keys(results)).toHaveLength(5);
    expect(textsIn(exported)).toEqual(results);
  });

  describeWitnesses(twin, async () => (await calculateIndependently(`${twin.state}/input`)).results);

  it('ends with Ctrl-C and leaves no process and no file', async () => {
    expect(await desk.interrupt()).toBe(0);
    expect(await processesLeftIn(twin.state)).toEqual([]);
    expect(existsSync(twin.state)).toBe(false);
  });
});
