import fs from 'node:fs';
import path from 'node:path';
import { Schema } from './schema.ts';
import { statement } from './statements.ts';

/** Files of one project; real ones have up to some hundreds. */
const PER_PROJECT = 250;

/** How many statements a migration of a real project has: half of them one or two, a few very many. */
const SIZES = [[1, 40], [2, 17], [3, 10], [4, 7], [6, 9], [9, 7], [14, 5], [25, 3], [60, 1.5], [120, 0.5]] as const;

/** Writes migrations of several projects, each a numbered history, below a folder. The same ones for the same count. */
export function writeCorpus(folder: string, files: number): void {
  for (let project = 0; project * PER_PROJECT < files; project++) {
    const name = `project-${String(project + 1).padStart(3, '0')}`;
    const count = Math.min(PER_PROJECT, files - project * PER_PROJECT);
    const below = path.join(folder, name, 'migrations');
    fs.mkdirSync(below, { recursive: true });
    const schema = new Schema(project + 1);
    for (let number = 1; number <= count; number++) {
      fs.writeFileSync(path.join(below, `${String(number).padStart(4, '0')}_change_${number}.sql`), migration(schema));
    }
  }
}

function migration(schema: Schema): string {
  const { random } = schema;
  const count = random.weighted(SIZES);
  const caption = random.chance(0.3) ? `-- Change ${schema.fresh()}: as asked for in the planning of the week\n` : '';
  return `${caption}${Array.from({ length: count }, () => statement(schema)).join(random.pick(['\n', '\n\n']))}\n`;
}

/** One file of that many statements, of the same mixture. */
export function writeOne(folder: string, statements: number): void {
  const schema = new Schema(7);
  write(folder, Array.from({ length: statements }, () => statement(schema)).join('\n'));
}

/** One file of that many characters, of the same mixture; says where. */
export function writeStatements(folder: string, characters: number): string {
  const schema = new Schema(7);
  const all: string[] = [];
  for (let size = 0; size < characters;) {
    const made = statement(schema);
    all.push(made);
    size += made.length + 1;
  }
  return write(folder, all.join('\n'));
}

/** One file of that many characters: rows for a new table, so many in each INSERT. */
export function writeInserts(folder: string, characters: number, rows: number): void {
  const all: string[] = [];
  for (let size = 0; size < characters;) {
    const row = `(${all.length}, 'name of ${all.length}', '2026-01-01', ${(all.length * 7) % 1000}.5)`;
    all.push(row);
    size += row.length + 2;
  }
  const inserts: string[] = [];
  for (let from = 0; from < all.length; from += rows) inserts.push(`INSERT INTO items VALUES\n${all.slice(from, from + rows).join(',\n')};`);
  write(folder, `CREATE TABLE items (id int PRIMARY KEY, name text, day date, price numeric);\n${inserts.join('\n')}`);
}

function write(folder: string, text: string): string {
  const file = path.join(folder, '0001_all.sql');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, `${text}\n`);
  return file;
}
