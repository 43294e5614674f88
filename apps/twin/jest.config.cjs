module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'twin',
  rootDir: __dirname,
  roots: ['<rootDir>/src'],
};
