module.exports = { ...require('../../jest.preset.cjs'), displayName: 'lambda-kit', rootDir: __dirname };
