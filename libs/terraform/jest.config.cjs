module.exports = { ...require('../../jest.preset.cjs'), displayName: 'terraform', rootDir: __dirname };
