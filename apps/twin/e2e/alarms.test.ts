import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { control, startEmulator, stopEmulator } from '../src/emulator';
import { inState } from '../src/paths';
import type { TwinRecord } from '../src/record';
import { copyStack, synthesizeStacks, targetOf, terraformOf } from '../src/stacks';

/** What Slack was told, as one text a message. */
const told: string[] = [];
const slack = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    told.push(Buffer.concat(chunks).toString());
    response.end('ok');
  });
});

let twin: TwinRecord;

beforeAll(async () => {
  await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
  const stack = (await synthesizeStacks('dev')).find(({ name }) => name === 'dev-monitoring');
  if (stack === undefined) throw new Error('there is no stack dev-monitoring');
  const { account, region } = targetOf(stack);
  twin = await startEmulator('dev', account, region);
  const folder = copyStack(stack);
  for (const tier of ['was', 'web']) handOver(tier, readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  const terraform = terraformOf(twin, stack.name);
  await terraform.init();
  await terraform.run(['apply', '-auto-approve', '-input=false', '-no-color']);
  await new SecretsManagerClient(client()).send(
    new PutSecretValueCommand({
      SecretId: String((await terraform.outputs())['slack_webhook_secret_arn']),
      SecretString: `http://127.0.0.1:${(slack.address() as AddressInfo).port}/services/T/B/X`,
    }),
  );
});

afterAll(async () => {
  await stopEmulator();
  await new Promise((resolve) => slack.close(resolve));
});

beforeEach(() => {
  told.length = 0;
});

describe('CPU of web', () => {
  it('at 74 percent is told to nobody', async () => {
    await measure('web', 74);
    expect(told).toEqual([]);
  });

  it('at 76 percent is one message that says where, how much, since when and what to do', async () => {
    await measure('web', 76);
    expect(told).toHaveLength(1);
    for (const text of ['mall-dev-web-instances', '76 %', '≥ 75 %', 'JST', 'runbooks/cpu.md']) {
      expect(told[0]).toContain(text);
    }
  });

  it('that stays up is not told again', async () => {
    await measure('web', 90);
    expect(told).toEqual([]);
  });
});

describe('web without an instance', () => {
  it('is one message for the tier, with the alarm below it', async () => {
    await measured('AWS/ApplicationELB', 'UnHealthyHostCount', 2, {
      LoadBalancer: 'app/web/1',
      TargetGroup: 'targetgroup/web/1',
    });
    expect(told).toHaveLength(1);
    for (const text of ['web is in trouble', 'Unhealthy web instances', 'tier-in-trouble.md']) {
      expect(told[0]).toContain(text);
    }
  });
});

async function measure(tier: string, value: number): Promise<void> {
  await measured('AWS/EC2', 'CPUUtilization', value, { AutoScalingGroupName: `mall-dev-${tier}-instances` });
}

/** A figure as AWS measures it, and all that follows from it. */
async function measured(
  namespace: string,
  name: string,
  value: number,
  dimensions: Record<string, string>,
): Promise<void> {
  const query = new URLSearchParams({ namespace, name, value: String(value), ...dimensions });
  await control(twin, 'POST', `metric?${query.toString()}`);
  while (!(await control<{ idle: boolean }>(twin, 'GET', 'idle')).idle) await sleep(50);
}

/** Stands in for a tier's state: the names that monitoring reads from it. */
function handOver(tier: string, stackJson: string): void {
  const names = [...stackJson.matchAll(new RegExp(`input-dev-${tier}\\.outputs\\.([\\w-]+)`, 'g'))];
  const outputs = names.map(([, name = '']) => {
    const value = name.includes('autoscaling')
      ? `mall-dev-${tier}-instances`
      : `${name.includes('target_group') ? 'targetgroup' : 'app'}/${tier}/1`;
    return [name, { value, type: 'string' }];
  });
  const folder = path.join(inState.stacks, `dev-${tier}`);
  mkdirSync(folder, { recursive: true });
  const state = {
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    lineage: tier,
    resources: [],
    check_results: null,
  };
  writeFileSync(
    path.join(folder, 'terraform.tfstate'),
    JSON.stringify({ ...state, outputs: Object.fromEntries(outputs) }),
  );
}

function client() {
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'twin' };
  return { endpoint: `http://127.0.0.1:${twin.port}`, region: twin.region, credentials };
}
