import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { dashboardServer } from '../src/server';
import { launchBrowser } from './browser';
import { sample } from './sample';

/** Takes a picture of a served dashboard, or of the page with sample data: `screenshot.ts [address] [file]`. */
async function main(address: string | undefined, file: string): Promise<void> {
  const server = dashboardServer(() => Promise.resolve(sample)).listen(0, '127.0.0.1');
  const browser = await launchBrowser();
  try {
    const scheme = file.includes('dark') ? 'dark' : 'light';
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 1280, height: 900 } });
    await page.goto(address ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForSelector('html[data-ready]');
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(800);
    await page.screenshot({ path: file, fullPage: true });
    console.log(path.resolve(file));
  } finally {
    await browser.close();
    server.close();
  }
}

const [address, file = 'docs/dashboard.png'] = process.argv.slice(2);
main(address === '' ? undefined : address, file).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
