export * from './emulator-override';
export * from './manifest';
export * from './plugin-directory';
export * from './states-read';
export * from './terraform';
