import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where a mirror in registry layout holds the AWS provider. */
const provider = path.join('registry.terraform.io', 'hashicorp', 'aws');

/**
 * The local mirror of provider plugins, in registry layout, if the machine has one.
 *
 * Looked for in `MALL_TERRAFORM_PLUGIN_DIR`, then in Terraform's own implied mirror folders, then one level below the
 * folders where software is put by hand. `undefined` means that `terraform init` downloads.
 *
 * @throws Error when the variable names a folder without the AWS provider.
 */
export function findPluginDirectory(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment.MALL_TERRAFORM_PLUGIN_DIR;
  if (named !== undefined && named !== '') {
    if (!holdsProvider(named)) {
      throw new Error(`MALL_TERRAFORM_PLUGIN_DIR must be a folder that holds ${provider}, got '${named}'`);
    }
    return path.resolve(named);
  }
  const implied = [
    path.join(homedir(), '.terraform.d', 'plugins'),
    path.join(homedir(), '.local', 'share', 'terraform', 'plugins'),
    ...['/usr/local/share', '/usr/share'].map((share) => path.join(share, 'terraform', 'plugins')),
  ];
  const byHand = ['/opt', '/usr/local', '/usr/local/share', '/srv'].flatMap(foldersIn);
  return [...implied, ...byHand].find(holdsProvider);
}

function holdsProvider(folder: string): boolean {
  return existsSync(path.join(folder, provider));
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(folder, entry.name));
}
