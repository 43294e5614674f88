module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'ci, end to end',
  rootDir: __dirname,
  roots: ['<rootDir>/e2e'],
  testTimeout: 900_000,
};
