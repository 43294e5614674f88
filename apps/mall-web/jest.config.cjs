module.exports = { ...require('../../jest.preset.cjs'), displayName: 'mall-web', rootDir: __dirname };
