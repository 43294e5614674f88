module.exports = { ...require('../../jest.preset.cjs'), displayName: 'take-snapshot', rootDir: __dirname };
