module.exports = { ...require('../../jest.preset.cjs'), displayName: 'data-lake', rootDir: __dirname };
