module.exports = { ...require('../../jest.preset.cjs'), displayName: 'bundling', rootDir: __dirname };
