import { createRequire } from 'node:module';
import type * as Library from 'pgsql-ast-parser';
import type { SyntaxNode } from './syntax.ts';

/** Beyond this the library takes more than a second; a longer statement is bulk data. */
const LONGEST = 8 * 1024;
/** More statements than a person has open at a time. */
const KEPT = 1000;

let library: typeof Library | undefined;
/** What was read lately, by its text: a keystroke changes one statement of many. */
const read = new Map<string, Fields | undefined>();

/**
 * A statement as pgsql-ast-parser reads it, its nodes placed from `start` on; undefined where it cannot read it. The text
 * must be a single statement that PostgreSQL accepts. This is the only place that knows the library, and loads it late.
 */
export function typedStatement(sql: string, start: number): SyntaxNode | undefined {
  if (sql.length > LONGEST) return undefined;
  const statement = kept(sql);
  return statement && nodeOf(statement, undefined, [start, start + sql.length], start);
}

function kept(sql: string): Fields | undefined {
  if (read.size > KEPT) read.clear();
  if (!read.has(sql)) read.set(sql, readAnew(sql));
  return read.get(sql);
}

function readAnew(sql: string): Fields | undefined {
  library ??= createRequire(import.meta.url)('pgsql-ast-parser') as typeof Library;
  try {
    const [statement, ...others] = library.parse(sql, { locationTracking: true });
    return isRecord(statement) && others.length === 0 && isShallow(statement) ? statement : undefined;
  } catch {
    // It knows less SQL than PostgreSQL does, and says so with its parse table.
    return undefined;
  }
}

/** Deeper trees are made by machines, and overflow the stack of whoever walks them. */
const DEEPEST = 200;

function isShallow(tree: object): boolean {
  let level: readonly object[] = [tree];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    level = level.flatMap((node) => Object.values(node).filter((value: unknown) => typeof value === 'object' && value !== null));
  }
  return level.length === 0;
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `around`: the range of the nearest node above that has one. */
function nodeOf(raw: Fields, field: string | undefined, around: SyntaxNode['range'], start: number): SyntaxNode {
  const range = rangeOf(raw, start) ?? around;
  const fields = Object.entries(raw)
    .filter(([key, value]) => key !== '_location' && !(key === 'type' && typeof value === 'string'))
    // A column's type is an object in a field of that name, which is where ESLint looks for a node's own type.
    .map(([key, value]) => [key === 'type' ? 'dataType' : key, valueOf(value, key, range, start)]);
  return { ...Object.fromEntries(fields), type: typeOf(raw, field), range };
}

function valueOf(value: unknown, field: string, around: SyntaxNode['range'], start: number): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => valueOf(item, field, around, start));
  return isRecord(value) ? nodeOf(value, field, around, start) : value;
}

function rangeOf({ _location: location }: Fields, start: number): SyntaxNode['range'] | undefined {
  if (!isRecord(location) || typeof location['start'] !== 'number' || typeof location['end'] !== 'number') return undefined;
  return [start + location['start'], start + location['end']];
}

/** `alter table` is AlterTable; the library's parts without a type are DataType, Name (of anything) or Part. */
function typeOf({ type, kind, name }: Fields, field: string | undefined): string {
  if (typeof type === 'string') return pascal(type);
  if (field === 'dataType' || field === 'type') return 'DataType';
  if (typeof kind === 'string') return pascal(kind);
  return typeof name === 'string' ? 'Name' : 'Part';
}

function pascal(words: string): string {
  return words.split(/[^A-Za-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
