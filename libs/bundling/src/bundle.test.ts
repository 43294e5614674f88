import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { type Bundle, bundleGlueJobs, bundleNodeFunction, bundlePythonFunction } from './index';

const folders: string[] = [];

/** A workspace in a new folder, with these files. */
function workspace(files: Record<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'bundling-'));
  folders.push(root);
  for (const [file, text] of Object.entries({ 'nx.json': '{}', ...files })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
    utimesSync(path.join(root, file), folders.length * 1e6, folders.length * 1e6);
  }
  return root;
}

const entries = (bundle: Bundle) => Object.keys(unzipSync(readFileSync(bundle.file)));

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

describe('a bundle', () => {
  const sources = { 'functions/parser/b.py': 'B = 1\n', 'functions/parser/a.py': 'A = 1\n' };
  const build = (files: Record<string, string>) =>
    bundlePythonFunction(path.join(workspace(files), 'functions/parser'));

  it('has the same bytes in another folder with other file times', () => {
    expect(readFileSync(build(sources).file)).toEqual(readFileSync(build(sources).file));
  });

  it('carries the earliest time a zip can hold, whatever the clock and its zone', () => {
    const [time, date] = [10, 12].map((offset) => readFileSync(build(sources).file).readUInt16LE(offset));
    expect([time, date]).toEqual([0, (1 << 5) | 1]);
  });

  it('has another name when a byte changes', () => {
    expect(build(sources).hash).not.toBe(build({ ...sources, 'functions/parser/a.py': 'A = 2\n' }).hash);
  });

  it('sorts its entries', () => {
    expect(entries(build(sources))).toEqual(['a.py', 'b.py']);
  });

  it('replaces the older bundle of its name', () => {
    const root = workspace(sources);
    bundlePythonFunction(path.join(root, 'functions/parser'));
    writeFileSync(path.join(root, 'functions/parser/a.py'), 'A = 3\n');
    const newest = bundlePythonFunction(path.join(root, 'functions/parser'));
    expect(readdirSync(path.join(root, 'dist/bundles'))).toEqual([path.basename(newest.file)]);
  });

  it('needs a workspace', () => {
    expect(() => bundlePythonFunction(tmpdir())).toThrow('must lie in a workspace with an nx.json');
  });
});

describe('bundlePythonFunction', () => {
  const site = {
    'site/openpyxl/__init__.py': '',
    'site/openpyxl/__pycache__/__init__.cpython-311.pyc': 'x',
    'site/openpyxl-3.1.5.dist-info/LICENCE.rst': 'MIT',
    'site/openpyxl-3.1.5.dist-info/RECORD': 'x',
  };

  it('leaves tests and byte code behind', () => {
    const root = workspace({
      'functions/parser/handler.py': '',
      'functions/parser/test_handler.py': '',
      'functions/parser/tests/data.py': '',
      'functions/parser/conftest.py': '',
      'functions/parser/parsing/sheet.py': '',
      'functions/parser/parsing/__pycache__/sheet.cpython-311.pyc': '',
    });
    expect(entries(bundlePythonFunction(path.join(root, 'functions/parser')))).toEqual([
      'handler.py',
      'parsing/sheet.py',
    ]);
  });

  it('adds a named package with its licence and without what the installer wrote', () => {
    const root = workspace({ 'functions/parser/handler.py': '', ...site });
    const bundle = bundlePythonFunction(path.join(root, 'functions/parser'), {
      packages: ['openpyxl'],
      sitePackages: path.join(root, 'site'),
    });
    expect(entries(bundle)).toEqual(['handler.py', 'openpyxl-3.1.5.dist-info/LICENCE.rst', 'openpyxl/__init__.py']);
  });

  it('refuses a package with machine code', () => {
    const root = workspace({ 'functions/parser/handler.py': '', ...site, 'site/openpyxl/fast.so': 'x' });
    const bundle = () =>
      bundlePythonFunction(path.join(root, 'functions/parser'), {
        packages: ['openpyxl'],
        sitePackages: path.join(root, 'site'),
      });
    expect(bundle).toThrow("Python package 'openpyxl' must be pure Python, got 'fast.so'");
  });

  it('names the set-up when a package is missing', () => {
    const root = workspace({ 'functions/parser/handler.py': '' });
    expect(() => bundlePythonFunction(path.join(root, 'functions/parser'), { packages: ['nowhere'] })).toThrow(
      "Python package 'nowhere' must be installed in .cache/python; run node tools/setup/setup.mjs",
    );
  });
});

describe('bundleNodeFunction', () => {
  it('is one index.js that exports the handler', () => {
    const root = workspace({
      'functions/runner/src/handler.ts': "import { greet } from './greet';\nexport const handler = () => greet('x');\n",
      'functions/runner/src/greet.ts': 'export const greet = (name: string): string => `hello ${name}`;\n',
    });
    const bundle = bundleNodeFunction(path.join(root, 'functions/runner'));
    const code = Buffer.from(unzipSync(readFileSync(bundle.file))['index.js'] ?? []).toString();
    const exported: { handler?: () => string } = {};
    new Function('module', 'exports', code)({ exports: exported }, exported);
    expect(entries(bundle)).toEqual(['index.js']);
    expect(code).not.toContain(root);
    expect(code).toContain('hello ');
  });

  it('says what does not compile', () => {
    const root = workspace({ 'functions/runner/src/handler.ts': 'export const = 1;\n' });
    expect(() => bundleNodeFunction(path.join(root, 'functions/runner'))).toThrow('handler.ts:1:13');
  });
});

describe('bundleGlueJobs', () => {
  it('separates each script from the packages of all', () => {
    const root = workspace({
      'apps/glue-jobs/common/arguments.py': '',
      'apps/glue-jobs/extract/job.py': 'print(1)\n',
      'apps/glue-jobs/extract/transform.py': '',
      'apps/glue-jobs/extract/test_transform.py': '',
      'apps/glue-jobs/try_job.py': '',
    });
    const { scripts, packages } = bundleGlueJobs(path.join(root, 'apps/glue-jobs'));
    expect(Object.keys(scripts)).toEqual(['extract']);
    expect(entries(packages)).toEqual(['common/arguments.py', 'extract/job.py', 'extract/transform.py']);
  });

  it('refuses a folder without a job', () => {
    expect(() => bundleGlueJobs(workspace({}))).toThrow('must hold a folder with a job.py, got none');
  });
});
