export * from './local-states';
export * from './manifest';
export * from './plugin-directory';
export * from './terraform';
