module.exports = { ...require('../../jest.preset.cjs'), displayName: 'migration', rootDir: __dirname };
