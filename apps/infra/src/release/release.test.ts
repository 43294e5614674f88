import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outputsChangedBy, outputsReadBy } from './crossing';
import { readRelease, writeRelease } from './release';
import { parseStateSource } from './state-source';

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'mall-release-'));

describe('what crosses between stacks', () => {
  it('are the outputs that a stack names, not all that its upstream has', () => {
    const folder = newFolder();
    writeFileSync(
      path.join(folder, 'cdk.tf.json'),
      JSON.stringify({
        subnet: '${data.terraform_remote_state.input_dev-network.outputs.cross-stack-output-subnet_1}',
        text: 'arn:${data.terraform_remote_state.a.outputs.key}/${data.terraform_remote_state.b.outputs.role}',
      }),
    );
    expect([...outputsReadBy({ name: 'dev-x', folder, dependencies: [] })]).toEqual([
      'cross-stack-output-subnet_1',
      'key',
      'role',
    ]);
  });

  it('changes with every action but none', () => {
    const changed = outputsChangedBy({
      output_changes: {
        made: { actions: ['create'] },
        kept: { actions: ['no-op'] },
        gone: { actions: ['delete'] },
        other: { actions: ['update'] },
      },
    });
    expect([...changed]).toEqual(['made', 'gone', 'other']);
    expect([...outputsChangedBy({})]).toEqual([]);
  });
});

describe('where state is', () => {
  const emulator = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4000' };

  it('is the account unless it is new or a folder is named', () => {
    expect(parseStateSource('account', {})).toEqual({ kind: 'account' });
    expect(parseStateSource('new', {})).toEqual({ kind: 'new' });
    const folder = newFolder();
    expect(parseStateSource(folder, emulator)).toEqual({ kind: 'folder', folder });
  });

  it.each([
    {},
    { AWS_ENDPOINT_URL: 'https://rds.ap-northeast-1.amazonaws.com' },
    { AWS_ENDPOINT_URL: 'http://127.0.0.1.example.com:80' },
  ])('never takes a folder of states to an account: %j', (environment) => {
    expect(() => parseStateSource(newFolder(), environment)).toThrow('AWS_ENDPOINT_URL must be an emulator');
  });

  it('says so when there is no such folder', () => {
    expect(() => parseStateSource('nowhere', emulator)).toThrow("--state must be 'account', 'new' or a folder");
  });
});

describe('a release on disk', () => {
  it('is read as it was written', () => {
    const folder = newFolder();
    const release = {
      environment: 'dev',
      movesState: false,
      stacks: [
        { name: 'dev-network', status: 'planned' as const, hash: 'a'.repeat(64), changes: true },
        { name: 'dev-database', status: 'deferred' as const, waitsFor: 'dev-network' },
      ],
    };
    writeRelease(folder, release);
    expect(readRelease(folder)).toEqual(release);
  });

  it('is asked for when it is not there, and refused without hashes', () => {
    const folder = newFolder();
    expect(() => readRelease(folder)).toThrow('must hold a reviewed release, got none; run the review first');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, 'release.json'),
      '{"environment":"dev","stacks":[{"name":"a","status":"planned","hash":"","changes":true}]}',
    );
    expect(() => readRelease(folder)).toThrow('hash');
  });
});
