module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'twin, end to end',
  rootDir: __dirname,
  roots: ['<rootDir>/e2e'],
  setupFiles: ['<rootDir>/e2e/own-state.cjs'],
  testTimeout: 900_000,
};
