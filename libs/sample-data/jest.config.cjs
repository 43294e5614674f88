module.exports = { ...require('../../jest.preset.cjs'), displayName: 'sample-data', rootDir: __dirname };
