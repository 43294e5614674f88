import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import house from './tools/lint/house-rules.mjs';

/** Who may import whom, from the outside of the onion to its core. */
const boundaries = [
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['*'] },
  {
    sourceTag: 'layer:tier',
    onlyDependOnLibsWithTags: ['layer:tier-types', 'layer:foundation', 'layer:contract', 'layer:tier'],
  },
  { sourceTag: 'layer:function', onlyDependOnLibsWithTags: ['layer:kit', 'layer:contract'] },
  { sourceTag: 'layer:kit', onlyDependOnLibsWithTags: ['layer:kit', 'layer:contract'] },
  { sourceTag: 'layer:contract', onlyDependOnLibsWithTags: ['layer:contract'] },
  { sourceTag: 'layer:foundation', onlyDependOnLibsWithTags: ['layer:foundation'] },
];

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '**/cdktf.out', '.cache', '.twin', '.nx', 'out', '**/generated'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  prettier,
  {
    files: ['**/*.ts', '**/*.mjs', '**/*.cjs'],
    plugins: { '@nx': nx, house },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { depConstraints: boundaries, allow: [] }],
      'house/no-root-provider-import': 'error',
      'house/construct-signature': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off', '@nx/enforce-module-boundaries': 'off' },
    languageOptions: { globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' } },
  },
);
