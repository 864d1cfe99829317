// Writes what follows from other files: rules/index.ts and the table in README.md from the rules, docs/postgres-locks.md
// from the recordings of fixtures/postgres. `--check` only compares.
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
const index = `// Made by \`npm run generate\` from the names of the files beside it.
import type { Rule } from '../src/rule/rule.ts';
${files.map(({ family, name }) => `import ${camel(name)} from './${family}/${name}.ts';`).join('\n')}

/** All rules, by name. */
export const rules: readonly Rule[] = [
${files.map(({ name }) => `  ${camel(name)},`).join('\n')}
];
`;

/** A field of a rule as its file says it; the files are ours and keep one form, which a test checks. */
function fieldOf({ family, name }, field) {
  const text = fs.readFileSync(path.join(root, 'rules', family, `${name}.ts`), 'utf8');
  const found = new RegExp(`^  ${field}: '((?:[^'\\\\]|\\\\.)*)',$`, 'm').exec(text);
  if (!found) throw new Error(`rules/${family}/${name}.ts has no ${field} of the usual form`);
  return found[1].replaceAll("\\'", "'");
}

const rows = files.map((file) => `| \`${file.name}\` | ${fieldOf(file, 'summary')} | ${fieldOf(file, 'pack') === 'core' ? 'error' : fieldOf(file, 'pack') === 'warn' ? 'warning' : 'off'} |`);
const table = `${OPEN}\n| rule | in short | level |\n|---|---|---|\n${rows.join('\n')}\n${CLOSE}`;

const products = [['rules/index.ts', index], ['docs/postgres-locks.md', lockPage()]];
const readme = path.join(root, 'README.md');
if (fs.existsSync(readme)) {
  const text = fs.readFileSync(readme, 'utf8');
  const [before, rest] = text.split(OPEN);
  const after = rest?.split(CLOSE)[1];
  if (after !== undefined) products.push(['README.md', before + table + after]);
}

const stale = products.filter(([file, text]) => !fs.existsSync(path.join(root, file)) || fs.readFileSync(path.join(root, file), 'utf8') !== text);
if (check && stale.length > 0) {
  console.error(`stale: ${stale.map(([file]) => file).join(', ')}; run npm run generate`);
  process.exitCode = 1;
}
if (!check) for (const [file, text] of stale) fs.writeFileSync(path.join(root, file), text);
