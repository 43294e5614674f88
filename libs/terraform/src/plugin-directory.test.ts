import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPluginDirectory } from './plugin-directory';

describe('findPluginDirectory', () => {
  it('takes the folder that the variable names', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plugins-'));
    mkdirSync(path.join(folder, 'registry.terraform.io/hashicorp/aws'), { recursive: true });
    expect(findPluginDirectory({ MALL_TERRAFORM_PLUGIN_DIR: folder })).toBe(folder);
  });

  it('refuses a named folder without the provider rather than searching on', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plugins-'));
    expect(() => findPluginDirectory({ MALL_TERRAFORM_PLUGIN_DIR: folder })).toThrow(
      `must be a folder that holds registry.terraform.io/hashicorp/aws, got '${folder}'`,
    );
  });
});
