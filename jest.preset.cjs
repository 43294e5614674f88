/** Shared by every project: TypeScript through swc, `@mall/*` as in tsconfig.base.json. */
const path = require('node:path');

module.exports = {
  testEnvironment: 'node',
  // Of a test that hangs. Others start servers, JVMs, compilers, on machines that are slow or busy.
  testTimeout: 300_000,
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.(ts|mjs|js)$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // These packages are published as ES modules only.
  transformIgnorePatterns: [
    '/node_modules/(?!(execa|get-port|ky|p-limit|yocto-queue|listr2|strip-final-newline|npm-run-path|path-key|human-signals|is-plain-obj|is-stream|get-stream|figures|pretty-ms|parse-ms|unicorn-magic|@sindresorhus/.*|@sec-ant/.*|is-unicode-supported|onetime|mimic-fn)/)',
  ],
  moduleNameMapper: { '^@mall/(.*)$': path.join(__dirname, 'libs/$1/src/index.ts') },
  cacheDirectory: path.join(__dirname, '.cache/jest'),
};
