import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { control, startEmulator, stopEmulator } from '../src/emulator';
import { inState } from '../src/paths';
import type { TwinRecord } from '../src/record';
import { copyStack, synthesizeStacks, targetOf, terraformOf } from '../src/stacks';
import { aws } from './cli';
import { TestSlack } from './slack';

/** The Auto Scaling group of web. */
const group = 'mall-dev-web-instances';

const slack = new TestSlack();
const { told } = slack;

let twin: TwinRecord;
let hottest: string;

beforeAll(async () => {
  const stack = (await synthesizeStacks('dev')).find(({ name }) => name === 'dev-monitoring');
  if (stack === undefined) throw new Error('there is no stack dev-monitoring');
  const { account, region } = targetOf(stack);
  twin = await startEmulator('dev', account, region);
  const folder = copyStack(stack);
  for (const tier of ['was', 'web']) handOver(tier, readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  makeBoundary();
  const terraform = terraformOf(twin, stack.name);
  await terraform.init();
  await terraform.run(['apply', '-auto-approve', '-input=false', '-no-color']);
  hottest = await startInstances(group);
  await slack.hear(twin);
});

afterAll(async () => {
  await stopEmulator();
  await slack.stop();
});

beforeEach(() => {
  told.length = 0;
});

describe('CPU of web', () => {
  // The alarm takes the highest figure of a minute. In the next one, 76 would be one figure of two, and is no alarm yet.
  beforeAll(early, 120_000);

  it('at 74 percent is told to nobody', async () => {
    await measure(74);
    expect(told).toEqual([]);
  });

  it('at 76 percent is one message that names the instance, the value, the time and the runbook', async () => {
    await measure(76);
    expect(told).toHaveLength(1);
    for (const text of [`instance ${hottest} (76 %) of ${group}`, '≥ 75 %', 'JST', 'runbooks/cpu.md']) {
      expect(told[0]).toContain(text);
    }
  });

  it('that stays up is not told again', async () => {
    await measure(90);
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

/** Waits for a minute that is not soon over. */
async function early(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 20_000) await sleep(left);
}

/** The busiest instance's CPU, as EC2 measures it for the instance and for its group. */
async function measure(value: number): Promise<void> {
  await measured('AWS/EC2', 'CPUUtilization', value, { InstanceId: hottest });
  await measured('AWS/EC2', 'CPUUtilization', value, { AutoScalingGroupName: group });
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

/** Starts a group of two instances and answers the second's id. */
async function startInstances(name: string): Promise<string> {
  const scaling = new AutoScalingClient(client());
  const launch = { LaunchConfigurationName: name, ImageId: 'ami-12345678', InstanceType: 't3.small' };
  await scaling.send(new CreateLaunchConfigurationCommand(launch));
  await scaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: name,
      LaunchConfigurationName: name,
      AvailabilityZones: [`${twin.region}a`, `${twin.region}c`],
      MinSize: 2,
      MaxSize: 2,
    }),
  );
  const { AutoScalingGroups } = await scaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  return AutoScalingGroups?.[0]?.Instances?.[1]?.InstanceId ?? 'none';
}

/** Stands in for bootstrap: the permissions boundary that every role names, which refuses nothing here. */
function makeBoundary(): void {
  const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const named = ['--policy-name', 'mall-dev-bootstrap-boundary', '--policy-document', JSON.stringify(everything)];
  aws(twin, 'iam', 'create-policy', ...named);
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
  const credentials = { accessKeyId: 'twin-administrator', secretAccessKey: 'twin' };
  return { endpoint: `http://127.0.0.1:${twin.port}`, region: twin.region, credentials };
}
