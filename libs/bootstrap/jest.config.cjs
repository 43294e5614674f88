module.exports = { ...require('../../jest.preset.cjs'), displayName: 'bootstrap', rootDir: __dirname };
