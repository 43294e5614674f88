import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { dataSetOf } from '../src/data-set';
import { dashboard } from '../src/definition';
import type { PageData } from '../src/results';
import { dashboardServer } from '../src/server';
import { launchBrowser } from './browser';
import { sample } from './sample';

/** Takes a picture of the page with the results of a folder, as `npm start -- --export` leaves them, or with sample data. */
async function main(results: string | undefined, file: string): Promise<void> {
  const data = results === undefined ? sample : readFolder(results);
  const server = dashboardServer(() => Promise.resolve(data)).listen(0, '127.0.0.1');
  const browser = await launchBrowser();
  try {
    const colorScheme = file.includes('dark') ? 'dark' : 'light';
    const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForSelector('html[data-ready]');
    // Charts draw themselves in over a third of a second.
    await page.waitForTimeout(800);
    await page.screenshot({ path: file, fullPage: true });
    console.log(path.resolve(file));
  } finally {
    await browser.close();
    server.close();
  }
}

function readFolder(folder: string): PageData {
  const read = (analysis: string) => readFileSync(path.join(folder, `${analysis}.csv`), 'utf8');
  return {
    finishedAt: new Date().toISOString(),
    report: null,
    dataSets: dashboard.visuals.map((visual) => dataSetOf(visual, read(visual.analysis))),
  };
}

const [file = 'docs/dashboard.png', results] = process.argv.slice(2);
main(results, file).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
