module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'plan-review in a browser',
  rootDir: __dirname,
  roots: ['<rootDir>/browser'],
};
