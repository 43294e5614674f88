import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clientSettings } from '../clients';
import { runningTwin } from '../emulator';
import { exitCodes, UsageError } from '../errors';
import { explain } from './explain';
import { tryNode } from './matrix';
import { everybody, type NetworkModel, type NetworkNode, type OutsideNode } from './model';
import { pictureOf } from './picture/picture';
import { networkClients } from './read/clients';
import { readNetwork } from './read/read';
import { tablesOf } from './tables';

export interface ReachOptions {
  readonly from?: string;
  readonly to?: string;
  readonly port?: number;
  /** File of the drawing. */
  readonly picture?: string;
  readonly matrix?: boolean;
}

/** Answers who reaches whom in the network that is applied. Ends with 1 when the one asked about is blocked. */
export async function reach(options: ReachOptions): Promise<void> {
  if ((options.from === undefined) !== (options.to === undefined)) {
    throw new UsageError('--from and --to belong together; name both, for example --from internet --to db');
  }
  const record = runningTwin();
  const model = await readNetwork(networkClients(clientSettings(record)), record.environment);
  const { from, to, port, picture } = options;
  if (from !== undefined && to !== undefined) {
    const { reached, text } = explain(model, { from: nodeOf(model, from), to: nodeOf(model, to), port });
    process.stdout.write(`${text}\n`);
    if (!reached) process.exitCode = exitCodes.failed;
  }
  if (picture !== undefined) {
    mkdirSync(path.dirname(path.resolve(picture)), { recursive: true });
    writeFileSync(picture, pictureOf(model));
    process.stdout.write(`The network is drawn in ${picture}.\n`);
  }
  if (options.matrix === true || (from === undefined && picture === undefined)) {
    process.stdout.write(tablesOf(model));
  }
}

function nodeOf(model: NetworkModel, name: string): NetworkNode | OutsideNode {
  const node = tryNode(model, name.toLowerCase());
  if (node === undefined) {
    const known = everybody(model).map((one) => one.name);
    throw new UsageError(`'${name}' is nobody in this network; it has ${known.join(', ')}`);
  }
  return node;
}
