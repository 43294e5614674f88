import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emulatorOverride } from './emulator-override';
import { statesRead } from './states-read';

/** A folder with a stack that reads from these states. */
function stackReading(states: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mall-stack-'));
  const read = Object.entries(states).map(([id, key]) => [id, { backend: 's3', config: { bucket: 'states', key } }]);
  const data = read.length === 0 ? {} : { data: { terraform_remote_state: Object.fromEntries(read) as object } };
  writeFileSync(path.join(folder, 'cdk.tf.json'), JSON.stringify(data));
  return folder;
}

describe('the states that a stack reads', () => {
  const folder = stackReading({ lake: 'dev/data-lake.tfstate', net: 'dev/network.tfstate' });

  it('are named by their stacks', () => {
    expect(statesRead(folder)).toEqual([
      { id: 'lake', stack: 'dev-data-lake' },
      { id: 'net', stack: 'dev-network' },
    ]);
    expect(statesRead(stackReading({}))).toEqual([]);
  });

  it('lie in files where an emulator holds them', () => {
    const { data } = emulatorOverride(folder, 'own.tfstate', (stack) => `../${stack}/its.tfstate`);
    expect(data?.terraform_remote_state).toEqual({
      lake: { backend: 'local', config: { path: '../dev-data-lake/its.tfstate' } },
      net: { backend: 'local', config: { path: '../dev-network/its.tfstate' } },
    });
    expect(emulatorOverride(stackReading({}), 'own.tfstate', String)).not.toHaveProperty('data');
  });
});
