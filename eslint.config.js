import tseslint from 'typescript-eslint';

/** Which rooms of src/ a room may import, besides itself. What is not listed here is not allowed. */
const BELOW = {
  text: [],
  sql: ['text'],
  migrations: ['sql'],
  revisions: ['migrations'],
  sources: ['operations'],
  operations: ['migrations'],
  session: ['operations'],
  catalog: ['session'],
  effects: ['catalog'],
  autogenerate: ['effects'],
  rule: ['effects', 'config'],
  lint: ['rule'],
  config: ['text'],
  project: ['revisions', 'sources', 'lint', 'config', 'autogenerate'],
  server: ['text'],
  report: ['project'],
  run: ['project', 'server'],
  observe: ['project', 'server'],
  eslint: ['project'],
  cli: ['report', 'run', 'observe', 'server'],
};
const ROOMS = Object.keys(BELOW);
const PURE = ['text', 'sql', 'migrations', 'revisions', 'sources', 'operations', 'session', 'catalog', 'effects', 'autogenerate', 'rule', 'lint', 'report'];

const reachable = (room) => [...new Set([room, ...BELOW[room].flatMap(reachable)])];

/** The import of another room is `../room/…`; the rules' folders import from `../../src/room/…`. */
const forbidden = (rooms, message) => ({ regex: `^(?:\\.\\./)+(?:src/)?(?:${rooms.join('|')})/`, message });

const directions = ROOMS.map((room) => {
  const closed = ROOMS.filter((other) => !reachable(room).includes(other));
  const patterns = closed.length > 0 ? [forbidden(closed, `src/${room} may import ${reachable(room).join(', ')} only (docs/decisions/0001-rooms.md).`)] : [];
  const paths = PURE.includes(room) && room !== 'sql'
    ? ['node:fs', 'node:process', 'node:child_process'].map((name) => ({ name, message: 'The core receives the outside as arguments (World, Io).' }))
    : [];
  return {
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', { patterns, paths }],
      ...(PURE.includes(room) && room !== 'sql' ? { 'no-restricted-globals': ['error', 'process', 'console'] } : {}),
    },
  };
});

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '**/node_modules/', 'fixtures/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { project: './test/tsconfig.json' } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-this-alias': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-console': 'error',
    },
  },
  ...directions,
  {
    files: ['rules/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [forbidden(ROOMS.filter((room) => !reachable('rule').includes(room)), 'A rule may import src/rule and what is below it only.')] }] },
  },
  { files: ['test/**'], rules: { 'no-console': 'off' } },
);
