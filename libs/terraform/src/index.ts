export * from './emulator-override';
export * from './manifest';
export * from './plugin-directory';
export * from './terraform';
