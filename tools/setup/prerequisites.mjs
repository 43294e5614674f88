import { spawnSync } from 'node:child_process';

/** A program that the project does not bring itself. `version` reads "major.minor" out of what it prints. */
const prerequisites = [
  {
    name: 'Python 3.11',
    command: ['python3.11', '--version'],
    exactly: '3.11',
    get: 'install python3.11 and its venv module (apt-get install python3.11-venv, or pyenv install 3.11)',
  },
  {
    name: 'Terraform 1.11 or newer',
    command: ['terraform', 'version'],
    atLeast: '1.11',
    get: 'see developer.hashicorp.com/terraform/install',
  },
  {
    name: 'Maven 3',
    command: ['mvn', '--version'],
    atLeast: '3.0',
    get: 'apt-get install maven, or see maven.apache.org',
  },
  { name: 'Git', command: ['git', '--version'], atLeast: '2.0', get: 'apt-get install git' },
];

/** The Python interpreter to build the virtual environment with. */
export function pythonCommand() {
  return ['python3.11', 'python3', 'python'].find((name) => versionOf([name, '--version']) === '3.11');
}

/** One sentence for each thing that is missing; empty when the machine has all. */
export function missingPrerequisites() {
  const sentences = [];
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    sentences.push(
      `This project runs on Linux x86_64, and this is ${process.platform} ${process.arch}; use such a machine or a virtual one.`,
    );
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11)) {
    sentences.push(`Node 20.11 or newer is needed, and this is ${process.versions.node}; see nodejs.org.`);
  }
  for (const { name, command, atLeast, exactly, get } of prerequisites) {
    const found = exactly === undefined ? versionOf(command) : pythonCommand() && exactly;
    if (found === undefined) sentences.push(`${name} is missing; ${get}.`);
    else if (atLeast !== undefined && !notOlder(found, atLeast))
      sentences.push(`${name} is needed, and this is ${found}; ${get}.`);
  }
  return sentences;
}

function versionOf([program, ...args]) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  if (status !== 0) return undefined;
  return /(\d+\.\d+)/.exec(`${stdout}${stderr}`)?.[1];
}

function notOlder(found, wanted) {
  const [a = 0, b = 0] = found.split('.').map(Number);
  const [c = 0, d = 0] = wanted.split('.').map(Number);
  return a > c || (a === c && b >= d);
}
