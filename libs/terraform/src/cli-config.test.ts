import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeCliConfig } from './cli-config';

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'mall-terraform-'));

describe('the configuration of Terraform’s command line', () => {
  it('names the mirror, or a cache of its own where there is none', () => {
    expect(readFileSync(writeCliConfig(newFolder(), '/mirror'), 'utf8')).toContain('path = "/mirror"');
    const cache = newFolder();
    expect(readFileSync(writeCliConfig(cache, null), 'utf8')).toBe(`plugin_cache_dir = "${cache}"\n`);
  });

  it('is left alone while it holds, since programs may be reading it, and is replaced as a whole', () => {
    const cache = newFolder();
    const file = writeCliConfig(cache, '/mirror');
    const { ino } = statSync(file);
    writeCliConfig(cache, '/mirror');
    expect(statSync(file).ino).toBe(ino);
    writeCliConfig(cache, '/other');
    expect(statSync(file).ino).not.toBe(ino);
    expect(readdirSync(cache)).toEqual(['terraform.rc']);
  });
});
