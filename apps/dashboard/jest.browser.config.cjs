module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'dashboard in a browser',
  rootDir: __dirname,
  roots: ['<rootDir>/browser'],
};
