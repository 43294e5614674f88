import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import type { PageData } from '../src/results';
import { dashboardServer } from '../src/server';
import { launchBrowser } from './browser';
import { reportWith, sample } from './sample';

let server: Server;
let browser: Browser;
let page: Page;
let shown = sample;
const complaints: string[] = [];

beforeAll(async () => {
  server = dashboardServer(() => Promise.resolve(shown)).listen(0, '127.0.0.1');
  browser = await launchBrowser();
  page = await browser.newPage({ colorScheme: 'light' });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForSelector('html[data-ready]');
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** Another page, with these data. Closing it would end this Chromium, whose pages share one process. */
async function pageOf(data: PageData): Promise<Page> {
  shown = data;
  const other = await browser.newPage();
  await other.goto(page.url());
  await other.waitForSelector('html[data-ready]');
  shown = sample;
  return other;
}

describe('the dashboard in a browser', () => {
  it('draws five charts, each with its figures as a table, and complains of nothing', async () => {
    expect(await page.locator('section .chart svg').count()).toBe(5);
    expect(await page.locator('section:has(.chart) table').count()).toBe(5);
    expect(complaints).toEqual([]);
  });

  it('titles every chart in Japanese and English', async () => {
    await expect(page.locator('#clicks_by_hour h2').innerText()).resolves.toMatch(
      /時間帯別のクリック数\s+Clicks by hour/,
    );
  });

  it('shows the newest quarter first and another when it is chosen', async () => {
    const firstCell = page.locator('#inflow_by_age_band tbody td').first();
    expect(await firstCell.innerText()).toBe('2024Q2');
    await page.selectOption('#inflow_by_age_band select', '2024Q1');
    expect(await firstCell.innerText()).toBe('2024Q1');
  });

  it('shows groups of fewer than five people as <5, and their figures reach no part of the page', async () => {
    const row = page.locator('#clicks_by_hour tbody tr', { hasText: '<5' }).first();
    expect(await row.innerText()).toMatch(/^2024-05-17\s+3\s+<5\s+<5$/);
    const sent = await page.evaluate(() => fetch('/data.json').then((response) => response.text()));
    expect(sent).toContain('["2024-05-17",3,null,null]');
  });

  it('says how many categories are behind the correlation', async () => {
    expect(await page.locator('#sales_rate_and_reviews .note').innerText()).toContain('r = 0.412（n = 6');
  });

  it('tells the time of the data in Tokyo', async () => {
    expect(await page.locator('#when').innerText()).toContain('2024年7月1日 9:00');
  });

  it('writes Japanese in its own font', async () => {
    const loaded = await page.evaluate(() => document.fonts.check("16px 'Noto Sans JP Variable'", '年齢'));
    expect(loaded).toBe(true);
  });

  it('says that the run balances, and shows both sides of every step', async () => {
    const report = sample.report?.equations ?? [];
    expect(await page.locator('#run_report .verdict').innerText()).toContain(`${report.length}件の照合がすべて一致`);
    expect(await page.locator('#run_report tbody tr').count()).toBe(report.length);
    const judged = page.locator('#run_report tbody tr', { hasText: /Quality gate.*Purchases/s });
    expect(await judged.innerText()).toMatch(/2,000\s+判定対象\s+2,000\s+良 1,970 ＋ 修正済み 4 ＋ 不良 26\s+✓/);
  });

  it('shows figures that moved while they were counted as what they lie between', async () => {
    const clicks = page.locator('#run_report tbody tr', { hasText: 'Clicks' });
    expect(await clicks.innerText()).toMatch(/12,040–12,055\s+カタログ\s+12,040–12,055/);
  });

  it('says first what does not balance', async () => {
    const other = await pageOf({ ...sample, report: reportWith(799) });
    expect(await other.locator('#run_report .verdict').innerText()).toContain('1 of');
    const first = other.locator('#run_report tbody tr').first();
    expect(await first.innerText()).toMatch(/Catalog\s+顧客\s+Customers\s+800\s+整形済み\s+799\s+カタログ\s+✗/);
  });

  it('has no word on a run that nobody reconciled', async () => {
    const other = await pageOf({ ...sample, report: null });
    expect(await other.locator('#run_report').count()).toBe(0);
  });

  it('changes to dark and back by its button', async () => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.click('#theme');
    expect(await ground()).not.toBe(light);
    await page.click('#theme');
    expect(await ground()).toBe(light);
  });

  it('fits a narrow screen without scrolling sideways', async () => {
    await page.setViewportSize({ width: 420, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
  });
});
