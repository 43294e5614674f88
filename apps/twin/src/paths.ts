import path from 'node:path';

/** The project's top folder. */
export const projectRoot = path.resolve(__dirname, '../../..');

/** Everything the twin writes lies below this folder; `down` removes it. `MALL_TWIN_STATE` names another, for a second twin. */
export const stateFolder = path.resolve(projectRoot, process.env.MALL_TWIN_STATE ?? '.twin');

/** Tools that the set-up has put into the project. */
export const toolFolder = path.join(projectRoot, '.cache');

/** Folders and files inside the twin's state. */
export const inState = {
  /** What the emulator keeps for the case that it is killed. */
  durable: path.join(stateFolder, 'durable'),
  record: path.join(stateFolder, 'twin.json'),
  stacks: path.join(stateFolder, 'stacks'),
  synthesized: path.join(stateFolder, 'cdktf.out'),
  logs: path.join(stateFolder, 'logs'),
  input: path.join(stateFolder, 'input'),
  emulatorLog: path.join(stateFolder, 'logs', 'emulator.log'),
} as const;
