import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier/flat';
import chaiFriendly from 'eslint-plugin-chai-friendly';
import * as importX from 'eslint-plugin-import-x';
import mocha from 'eslint-plugin-mocha';
import n from 'eslint-plugin-n';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const pureGlobals = ['process', 'console', 'Date', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance'];
const pureFolders = [
  'processor/bootstrap',
  'processor/model',
  'processor/config',
  'processor/plan',
  'processor/render',
  'processor/review',
  'processor/watch',
  'processor/webhooks',
  'processor/source',
  'processor/api',
];

/** Who must not know whom: files of `target` may import nothing that `from` names. */
const layers = [
  { target: './processor/model', from: ['./processor/!(model)/**/*'] },
  { target: './processor/config', from: ['./processor/!(model|config)/**/*'] },
  { target: './processor/plan', from: ['./processor/!(model|plan)/**/*'] },
  { target: './processor/render', from: ['./processor/!(model|render)/**/*'] },
  { target: './processor/review', from: ['./processor/!(model|render|review)/**/*'] },
  { target: './processor/ports', from: ['./processor/!(model|ports)/**/*'] },
  { target: './processor/deploy', from: ['./processor/!(model|plan|ports|deploy)/**/*'] },
  { target: './processor/bootstrap', from: ['./processor/!(model|config|plan|render|ports|bootstrap)/**/*'] },
  { target: './processor/watch', from: ['./processor/!(model|ports|watch)/**/*'] },
  { target: './processor/webhooks', from: ['./processor/!(model|ports|webhooks)/**/*'] },
  { target: './processor/source', from: ['./processor/!(model|config|ports|source)/**/*'] },
  { target: './processor/api', from: ['./processor/!(model|config|ports|api)/**/*'] },
  { target: './processor/adapters', from: ['./processor/!(model|ports|adapters)/**/*'] },
  // Within a layer: what is shared knows nobody who shares it, and a command knows nothing of the program around it.
  { target: './processor/cli/shared', from: ['./processor/cli/!(shared)/**/*'] },
  { target: './processor/cli/*/**', from: ['./processor/cli/*.ts'] },
  { target: './processor/config/shared', from: ['./processor/config/!(shared)/**/*', './processor/config/*.ts'] },
  { target: './processor/config/rules/shared', from: ['./processor/config/rules/!(shared)/**/*'] },
  { target: './pipelines', from: ['./processor/**/*', './test/**/*'] },
  { target: './schema', from: ['./processor/**/*', './pipelines/**/*', './test/**/*'] },
  { target: ['./processor', './pipelines'], from: ['./test/**/*', './scripts/**/*'] },
];

export default defineConfig([
  globalIgnores([
    'test/helpers/*.cjs',
    'dist/',
    'dist-*/',
    'coverage/',
    '.venv/',
    'schema/generated/',
    'test/lint/fixtures/',
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [importX.flatConfigs.typescript],
    plugins: { n, regexp },
    settings: { 'import-x/resolver': { typescript: { project: './tsconfig.json' } } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-console': 'error',
      'n/no-process-env': 'error',
      'max-lines': ['error', { max: 300 }],
      'func-style': ['error', 'declaration'],
      // Texts of config files and of requests are hostile: none may keep an expression busy.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { zones: layers }],
    },
  },
  {
    files: pureFolders.map((folder) => `${folder}/**/*.ts`),
    rules: {
      'no-restricted-globals': ['error', ...pureGlobals],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            'node:fs*',
            'node:child_process',
            'node:http*',
            'node:net',
            'node:process',
            '@aws-sdk/*',
            'aws-cdk-lib*',
          ],
        },
      ],
    },
  },
  {
    files: ['processor/{deploy,cli,ports}/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['@aws-sdk/*', 'aws-cdk-lib*'] }] },
  },
  {
    files: ['pipelines/**/*.ts'],
    ignores: ['pipelines/**/*.lambda.ts', 'pipelines/**/lambda/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['@aws-sdk/*'] }] },
  },
  {
    files: [
      'processor/main.ts',
      'processor/main-validate.ts',
      'processor/lambda/*.lambda.ts',
      'pipelines/**/*.lambda.ts',
      'scripts/**',
      'test/**',
    ],
    rules: { 'n/no-process-env': 'off' },
  },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    plugins: { mocha, 'chai-friendly': chaiFriendly },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'regexp/no-super-linear-backtracking': 'off',
      'mocha/no-exclusive-tests': 'error',
      'mocha/no-identical-title': 'error',
      'mocha/no-nested-tests': 'error',
      '@typescript-eslint/no-unused-expressions': 'off',
      'chai-friendly/no-unused-expressions': 'error',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  prettier,
]);
