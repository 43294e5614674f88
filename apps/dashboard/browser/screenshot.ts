import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ReadText, readResults } from '../src/results';
import { dashboardServer } from '../src/server';
import { launchBrowser } from './browser';
import { sample } from './sample';

/** Takes a picture of the page with the results of a folder, as `npm start -- --export` leaves them, or with sample data. */
async function main(results: string | undefined, file: string): Promise<void> {
  const data = results === undefined ? sample : await readResults(exported(results));
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

/** An export holds the results without the folders that they have in the bucket. */
function exported(folder: string): ReadText {
  return (key) => {
    const file = path.join(folder, path.basename(key));
    return Promise.resolve(existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  };
}

const [file = 'docs/dashboard.png', results] = process.argv.slice(2);
main(results, file).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
