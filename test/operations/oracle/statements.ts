import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { psqlText } from '../../../src/sql/psql.ts';
import { split } from '../../../src/sql/split.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Every SQL statement that lies in the fixtures and among the forms of the tests, each once. */
export function allStatements(): readonly string[] {
  const texts = [
    ...['fixtures', 'test/cli/snapshots'].flatMap((folder) => textsIn(folder, '.sql')),
    ...textsIn('fixtures/postgres', '.json').flatMap((text) => sqlIn(JSON.parse(text))),
  ];
  return [...new Set(texts.flatMap(statementsOf))];
}

function textsIn(folder: string, ending: string): readonly string[] {
  const files = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));
  return files.map((file) => readFileSync(`${root}${folder}/${file}`, 'utf8'));
}

function statementsOf(text: string): readonly string[] {
  const { sql } = psqlText(text);
  return split(sql).pieces.map(({ start, end }) => sql.slice(start, end));
}

/** The strings in fields that hold SQL, however deep. */
function sqlIn(value: unknown, field = ''): readonly string[] {
  if (typeof value === 'string') return ['sql', 'pre', 'session', 'setup'].includes(field) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => sqlIn(item, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => sqlIn(inner, key));
}
