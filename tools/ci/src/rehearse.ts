import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { ThrowAwayClone } from './throw-away';

/** A change that somebody might propose, and what its review is called. */
interface Proposal {
  readonly name: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const proposals: readonly Proposal[] = [
  {
    name: 'tag',
    file: 'libs/network/src/network.ts',
    before: "tags: { Name: nameOf(environment, 'network', 'vpc') }",
    after: "tags: { purpose: 'shop', Name: nameOf(environment, 'network', 'vpc') }",
  },
  {
    // A tidy name for a construct: Terraform takes it for another database.
    name: 'rename',
    file: 'libs/database/src/database.ts',
    before: "new DbInstance(this, 'Instance', {",
    after: "new DbInstance(this, 'Primary', {",
  },
  {
    name: 'open-port',
    file: 'libs/database/src/firewall.ts',
    before: '        referencedSecurityGroupId: caller.id,',
    after: "        cidrIpv4: '0.0.0.0/0',",
  },
];

/** Reviews three changes of an applied network and database, and leaves each review as Markdown and as a picture. */
async function main(folder: string): Promise<void> {
  const clone = new ThrowAwayClone();
  try {
    await clone.make();
    await clone.twin('up', '--environment', 'dev', '--tiers', 'database');
    for (const proposal of proposals) {
      await review(clone, proposal);
      copyFileSync(clone.review('md'), path.join(folder, `${proposal.name}.md`));
      await photograph(clone.review('html'), path.join(folder, `${proposal.name}.png`));
      console.log(proposal.name);
    }
  } finally {
    await clone.twin('down');
    clone.remove();
  }
}

async function review(clone: ThrowAwayClone, { name, file, before, after }: Proposal): Promise<void> {
  await clone.propose(name, file, before, after);
  await clone.must('npx', ['nx', 'run', 'infra:synth']);
  const flags = ['--environment', 'dev', '--state', clone.states, '--tiers', 'network,database', '--commit', name];
  await clone.must(process.execPath, ['--import', 'tsx', 'apps/infra/src/release/main.ts', 'review', ...flags]);
}

async function photograph(page: string, picture: string): Promise<void> {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args,
    headless: true,
  });
  try {
    const tab = await browser.newPage({ viewport: { width: 1100, height: 760 } });
    await tab.goto(`file://${page}`);
    await tab.screenshot({ path: picture });
  } finally {
    await browser.close();
  }
}

const folder = process.argv[2] ?? 'docs/reviews';
mkdirSync(folder, { recursive: true });
main(folder).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
