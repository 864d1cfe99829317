import { parseStatement } from '../../src/sql/grammar.ts';
import { split } from '../../src/sql/split.ts';

/** The statements of a script, each as it is written. */
export function statementsIn(sql: string): readonly string[] {
  return split(sql).pieces.map(({ start, end }) => sql.slice(start, end));
}

/** Where in the text a node was read: two statements that say the same differ in it. */
const PLACES = new Set(['location', 'stmt_location', 'stmt_len', 'list_start', 'list_end', 'rexpr_list_start', 'rexpr_list_end']);

/** A statement as PostgreSQL's grammar understands it, comparable; undefined: PostgreSQL refuses it. */
export function meaningOf(statement: string): string | undefined {
  const parsed = parseStatement(statement);
  return parsed.kind === 'parsed' ? JSON.stringify(parsed.tree, (key, value: unknown) => (PLACES.has(key) ? undefined : value)) : undefined;
}
