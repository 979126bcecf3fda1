import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'coverage', 'public'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      'no-console': 'error',
    },
  },
  {
    // The pure folders of src/tsconfig.core.json. The types leave out the page and the network; what the language itself has is left to say here.
    files: ['src/{text,tickets,classifier,datasets,evaluation,sentiment,knowledge-base,escalation,replies,insights,registry,sla,playbook,triage,studio}/**/*.ts'],
    ignores: ['src/*/ui/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Pure code reads no clock: take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'Pure code draws nothing: take a seeded source as an argument (classifier/seeded-random.ts).' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Pure code reads no clock: take the time as an argument.' },
        { selector: 'CallExpression[callee.name="Date"]', message: 'Pure code reads no clock: take the time as an argument.' },
        // Without its argument a format takes today.
        { selector: 'CallExpression[callee.property.name=/^(format|formatToParts)$/][arguments.length=0]', message: 'Pure code reads no clock: name the date to format.' },
      ],
    },
  },
  {
    files: ['**/*.tsx', 'src/app/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    // Programs speak on the console.
    files: ['training/**/*.ts', 'src/proxy/**/*.ts', '.ci/**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', fetch: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly' } },
  },
);
