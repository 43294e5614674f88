import { Listr, type ListrTask, PRESET_TIMER } from 'listr2';

/** A piece of work that shows on the screen while it lasts. */
export interface Step {
  readonly title: string;
  /** Does the work; `say` replaces the line under the title. */
  readonly work: (say: (line: string) => void) => Promise<unknown>;
}

/** How long a step took. */
export interface Timing {
  readonly title: string;
  readonly seconds: number;
}

/** Runs groups of steps one after the other, the steps of a group side by side. Returns how long each took. */
export async function runSteps(groups: readonly (readonly Step[])[]): Promise<readonly Timing[]> {
  const timings: Timing[] = [];
  const taskOf = ({ title, work }: Step): ListrTask => ({
    title,
    task: async (_, task) => {
      const started = performance.now();
      await work((line) => {
        task.output = line;
      });
      timings.push({ title, seconds: (performance.now() - started) / 1000 });
    },
  });
  const terminal = process.stderr.isTTY === true;
  for (const group of groups) {
    const list = new Listr(group.map(taskOf), {
      concurrent: true,
      renderer: terminal ? 'default' : 'simple',
      rendererOptions: { timer: PRESET_TIMER, collapseErrors: false, showErrorMessage: false },
      fallbackRendererOptions: { timer: PRESET_TIMER },
    });
    await list.run();
  }
  return timings;
}
