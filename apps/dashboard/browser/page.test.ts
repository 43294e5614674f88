import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { dashboardServer } from '../src/server';
import { launchBrowser } from './browser';
import { sample } from './sample';

let server: Server;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  server = dashboardServer(() => Promise.resolve(sample)).listen(0, '127.0.0.1');
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

describe('the dashboard in a browser', () => {
  it('draws five charts, each with its figures as a table, and complains of nothing', async () => {
    expect(await page.locator('section .chart svg').count()).toBe(5);
    expect(await page.locator('section table').count()).toBe(5);
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
