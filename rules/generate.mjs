// Writes what follows from other files: rules/index.ts, docs/rules, the table in README.md and phasewise.schema.json from
// the rules and their fixtures, docs/postgres-locks.md from the recordings of fixtures/postgres. `--check` only compares.
import fs from 'node:fs';
import path from 'node:path';
import { lockPage } from '../test/conformance/page.ts';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const check = process.argv.includes('--check');
const OPEN = '<!-- rules -->';
const CLOSE = '<!-- /rules -->';

const files = fs.readdirSync(path.join(root, 'rules'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: family }) => fs.readdirSync(path.join(root, 'rules', family))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ family, name: file.slice(0, -'.ts'.length) })))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const families = [...new Set(files.map(({ family }) => family))].sort();
const index = `// Made by \`npm run generate\` from the names of the files beside it.
import type { Family, Rule } from '../src/rule/rule.ts';
${files.map(({ family, name }) => `import ${camel(name)} from './${family}/${name}.ts';`).join('\n')}

/** All rules, in the folders that they lie in. */
export const families: readonly Family[] = [
${families.map((family) => `  {
    name: '${family}',
    rules: [
${files.filter((file) => file.family === family).map(({ name }) => `      ${camel(name)},`).join('\n')}
    ],
  },`).join('\n')}
];

/** All rules, by name. */
export const rules: readonly Rule[] = families.flatMap((family) => family.rules).sort((a, b) => (a.name < b.name ? -1 : 1));
`;

/** What is stale: with `--check` it is named, without it is written anew. */
const stale = [];
function make(file, text) {
  const target = path.join(root, file);
  if (fs.existsSync(target) && fs.readFileSync(target, 'utf8') === text) return;
  stale.push(file);
  if (!check) fs.writeFileSync(target, text);
}

make('rules/index.ts', index);
// The rest follows from the rules themselves, of which a stale list does not have all.
const { families: grouped, rules } = await import('./index.ts');
const { configSchema } = await import('../src/config/keys.ts');
const { rulePage, rulesIndex, rulesTable } = await import('../test/documentation/rule-page.ts');

fs.mkdirSync(path.join(root, 'docs/rules'), { recursive: true });
make('docs/rules/README.md', rulesIndex(grouped));
for (const { name, rules: own } of grouped) for (const rule of own) make(`docs/rules/${rule.name}.md`, rulePage(rule, name));
const pages = new Set(['README.md', ...rules.map(({ name }) => `${name}.md`)]);
for (const file of fs.readdirSync(path.join(root, 'docs/rules')).filter((one) => !pages.has(one))) {
  stale.push(`docs/rules/${file}`);
  if (!check) fs.rmSync(path.join(root, 'docs/rules', file));
}
const table = `${OPEN}\n${rulesTable(grouped)}\n${CLOSE}`;

make('docs/postgres-locks.md', lockPage());
make('phasewise.schema.json', `${JSON.stringify(configSchema(rules), null, 2)}\n`);
const readme = path.join(root, 'README.md');
if (fs.existsSync(readme)) {
  const text = fs.readFileSync(readme, 'utf8');
  const [before, rest] = text.split(OPEN);
  const after = rest?.split(CLOSE)[1];
  if (after !== undefined) make('README.md', before + table + after);
}

if (check && stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}; run npm run generate`);
  process.exitCode = 1;
}
