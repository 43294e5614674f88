module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'plan-review',
  rootDir: __dirname,
  roots: ['<rootDir>/src'],
};
