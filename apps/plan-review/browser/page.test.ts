import type { Browser, Page } from 'playwright-core';
import { changeOf, planText } from '../src/plans.fixture';
import { readPlan } from '../src/read-plan';
import { renderHtml } from '../src/render/html';
import { hostileReview } from '../src/render/hostile.fixture';
import { review } from '../src/review';
import { launchBrowser } from './browser';

const input = (stack: string, changes: object[]) => ({
  stack,
  load: () => readPlan(Buffer.from(planText(changes)), stack),
});
const sample = review([
  input('database', [changeOf('aws_db_instance.main', { actions: ['delete'], before: { identifier: 'shop' } })]),
  input('network', [
    changeOf('aws_vpc.main', { actions: ['update'], before: { tags: { a: '1' } }, after: { tags: { a: '2' } } }),
    changeOf('aws_subnet.a', { actions: ['create'], after: { cidr_block: '10.0.0.0/24' } }),
  ]),
]);

let browser: Browser;
let page: Page;
let complaints: string[] = [];

// This Chromium is one process, which ends with its page: all share one.
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ colorScheme: 'light' });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => complaints.push(request.url()));
});
afterAll(() => browser.close());

beforeEach(() => {
  complaints = [];
});

const open = async (html: string) => {
  await page.goto('about:blank');
  complaints = [];
  await page.setContent(html);
  await page.waitForSelector('html[data-ready]');
};
const visible = () => page.locator('.row:not([hidden])').count();

describe('the HTML review in a browser', () => {
  it('asks for nothing, complains of nothing, and shows the worst first', async () => {
    await open(renderHtml(sample));
    expect(await page.locator('h1').innerText()).toContain('blocking');
    expect(await page.locator('.row').first().innerText()).toContain('will be destroyed');
    expect(complaints).toEqual([]);
  });

  it('filters by stack, by danger and by text', async () => {
    await open(renderHtml(sample));
    expect(await visible()).toBe(4);
    await page.selectOption('#stack', 'network');
    expect(await visible()).toBe(2);
    await page.selectOption('#danger', 'high');
    expect(await visible()).toBe(0);
    await page.selectOption('#stack', '');
    expect(await visible()).toBe(2);
    await page.selectOption('#danger', 'low');
    await page.fill('#text', 'SUBNET');
    expect(await visible()).toBe(1);
    expect(await page.locator('#shown').innerText()).toBe('1 of 4 lines');
    expect(await page.locator('h3:visible').allInnerTexts()).toEqual(['aws_subnet 1 create']);
  });

  it('groups the changes of a stack by kind', async () => {
    await open(renderHtml(sample));
    const kinds = page.locator('.card', { hasText: 'Changes of network' }).locator('h3');
    expect(await kinds.allInnerTexts()).toEqual(['aws_subnet 1 create', 'aws_vpc 1 update']);
  });

  it('is used with the keyboard alone', async () => {
    await open(renderHtml(sample));
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    const opened = page.locator('details[open]');
    expect(await opened.locator('summary').innerText()).toContain('aws_db_instance.main');
    await page.keyboard.press('e');
    expect(await opened.count()).toBe(3);
    await page.keyboard.press('c');
    expect(await opened.count()).toBe(0);
    await page.keyboard.press('/');
    await page.keyboard.type('vpc');
    expect(await visible()).toBe(1);
  });

  it('changes to dark and back', async () => {
    await open(renderHtml(sample));
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.click('#theme');
    expect(await ground()).not.toBe(light);
    await page.click('#theme');
    expect(await ground()).toBe(light);
  });

  it('prints everything open and without its tools', async () => {
    await open(renderHtml(sample));
    await page.pdf();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.tools').isVisible()).toBe(false);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await page.locator('details[open]').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
  });

  it('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 420, height: 800 });
    await open(renderHtml(sample));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
  });

  it('runs, loads and builds nothing of a hostile plan', async () => {
    await open(renderHtml(hostileReview()));
    expect(await page.evaluate(() => (globalThis as { hurt?: number }).hurt)).toBeUndefined();
    expect(
      await page.locator('img, svg, a, iframe, object, form, main script, [onerror], [onload], [onmouseover]').count(),
    ).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(complaints).toEqual([]);
    expect(await page.locator('code', { hasText: '<script>window.hurt=1</script>' }).count()).toBeGreaterThan(10);
  });

  it('builds nothing of a hostile plan even where no policy stops it', async () => {
    await open(renderHtml(hostileReview()).replace(/<meta http-equiv[^>]*>/, ''));
    expect(await page.evaluate(() => (globalThis as { hurt?: number }).hurt)).toBeUndefined();
    expect(complaints).toEqual([]);
  });
});
