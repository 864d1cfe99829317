import { parse } from 'py-ast';
import type { ClassDef, Constant, ExprNode, FunctionDef, Keyword, Located, StmtNode } from 'py-ast';
import type { Place, SourceText, Span } from '../../text/place.ts';

export type { ClassDef, Constant, ExprNode, FunctionDef, Keyword, Located, StmtNode };

/** A Python file as a tree, nodes shaped as CPython's `ast` has them; `placeOf` says where a node stands, in UTF-16 units. */
export interface PythonFile {
  readonly kind: 'python';
  readonly source: SourceText;
  readonly body: readonly StmtNode[];
  placeOf(node: Located): Place;
}

/** A text that Python would refuse. `message` is one clause without a full stop. */
export interface NotPython { readonly kind: 'not python'; readonly message: string; readonly place: Place }

/** Reads Python without running it. Never throws. This is the only place that knows the parser's library. */
export function parsePython(source: SourceText): PythonFile | NotPython {
  const rows = rowsOf(source.text);
  try {
    const tree = parse(rows.map(({ text }) => text).join(''));
    return { kind: 'python', source, body: tree.body, placeOf: (node) => ({ path: source.path, span: spanOf(rows, node) }) };
  } catch (error) {
    return { kind: 'not python', ...complaintOf(error, rows, source) };
  }
}

/** The same, of a file that is asked for many times while a project is read: it is parsed when it has changed. */
export function parsePythonOnce(source: SourceText): PythonFile | NotPython {
  const held = parsed.get(source.path);
  if (held?.hash === source.hash) return held.file;
  const file = parsePython(source);
  parsed.set(source.path, { hash: source.hash, file });
  return file;
}

const parsed = new Map<string, { readonly hash: string; readonly file: PythonFile | NotPython }>();

/** A line with its end, as the parser gets it: `start` is where it begins in the file. */
interface Row { readonly text: string; readonly start: number; readonly ascii: boolean }

/**
 * The parser refuses a byte order mark and form feeds, which Python skips: at the start of a line a form feed ends the
 * blanks that count as indentation, elsewhere it is a blank.
 * https://docs.python.org/3/reference/lexical_analysis.html#indentation
 */
function rowsOf(text: string): readonly Row[] {
  const rows: Row[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    const skipped = /^\uFEFF?(?:[ \t]*\f)*/.exec(line)?.[0].length ?? 0;
    const kept = line.slice(index === 0 || line.includes('\f') ? skipped : 0);
    rows.push({ text: kept.replaceAll('\f', ' '), start: index + line.length - kept.length, ascii: /^[\x00-\x7f]*$/.test(kept) });
  }
  return rows;
}

function spanOf(rows: readonly Row[], node: Located): Span {
  const start = offsetAt(rows, node.lineno, node.col_offset);
  const end = node.end_lineno === undefined ? start : offsetAt(rows, node.end_lineno, node.end_col_offset ?? 0);
  return { start, end };
}

/** Lines count from 1; columns are bytes of UTF-8. */
function offsetAt(rows: readonly Row[], line: number, column: number): number {
  const row = rows[line - 1] ?? rows.at(-1);
  if (!row) return 0;
  return row.start + (row.ascii ? column : unitsIn(row.text, column));
}

function unitsIn(text: string, bytes: number): number {
  let unit = 0;
  for (const character of text) {
    if (bytes <= 0) break;
    bytes -= new TextEncoder().encode(character).length;
    unit += character.length;
  }
  return unit;
}

/** The parser's errors carry a place in their fields, or name the line in their words alone. */
function complaintOf(error: unknown, rows: readonly Row[], source: SourceText): { message: string; place: Place } {
  const said = error instanceof Error ? error.message : String(error);
  const named = / at line (\d+)(?:, column (\d+))?$/.exec(said);
  const line = numberIn(error, 'lineno') ?? Number(named?.[1] ?? 1);
  const column = numberIn(error, 'col_offset') ?? Number(named?.[2] ?? 0);

  const row = rows[line - 1] ?? rows.at(-1);
  const rowEnd = row ? row.start + row.text.trimEnd().length : 0;
  const start = Math.min(offsetAt(rows, line, column), source.text.length);
  const end = named?.[2] === undefined ? Math.max(start, rowEnd) : Math.min(start + 1, source.text.length);
  return { message: said.slice(0, named?.index ?? said.length), place: { path: source.path, span: { start, end } } };
}

function numberIn(error: unknown, field: 'lineno' | 'col_offset'): number | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, field) : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** Every text that is written out anywhere in a file. */
export function textsIn(body: readonly StmtNode[]): readonly string[] {
  const found: string[] = [];
  const waiting: unknown[] = [...body];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if ('nodeType' in next && next.nodeType === 'Constant' && 'value' in next && typeof next.value === 'string') found.push(next.value);
    else waiting.push(...Object.values(next).filter((value) => typeof value === 'object'));
  }
  return found;
}
