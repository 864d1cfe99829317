import type { Writing } from '../../../migrations/author.ts';
import type { Part } from '../../../migrations/cure.ts';
import type { Statement } from '../../../migrations/migration.ts';
import { quoteQualified } from '../../../sql/quote.ts';
import { edited } from '../../../text/edit.ts';
import { asExecute } from './as-execute.ts';
import { candidates } from './candidates.ts';
import { emits } from './emits.ts';

/** Rows that one run of a batched UPDATE changes: few enough to commit at once, many enough to get on. */
const BATCH = 1000;

/** Parts that belong to one call are said together, for a call emits all of its statements or none. */
export function codeOf(parts: readonly Part[], writing: Writing): readonly string[] {
  const code: string[] = [];
  const together: Cited[] = [];
  const flush = () => code.push(...callOf(together.splice(0), writing));
  for (const part of parts) {
    if (part.kind === 'sql' || part.kind === 'backfill') {
      flush();
      code.push(part.kind === 'sql' ? asExecute(part.sql) : batched(part));
      continue;
    }
    const cited = { part, statement: writing.statement(part.at) };
    if (together[0] && together[0].statement.call?.id !== cited.statement.call?.id) flush();
    together.push(cited);
  }
  flush();
  return code;
}

/** A part that speaks of a statement of the file. */
interface Cited { readonly part: Extract<Part, { kind: 'keep' | 'change' }>; readonly statement: Statement }

/** The writer's own call, changed as the cure says; where no change of the call sends just this SQL, the SQL itself. */
function callOf(cited: readonly Cited[], writing: Writing): readonly string[] {
  const place = cited[0]?.statement.call?.place;
  const wanted = cited.map(({ part, statement }) => (part.kind === 'change' ? edited(statement.sql.text, part.edits) : statement.sql.text));
  const text = place && writing.textOf(place.path);
  const changes = cited.flatMap(({ part, statement }) => (part.kind === 'change' ? [{ statement, edits: part.edits, delta: part.delta }] : []));
  const call = place && text !== undefined ? candidates(text, place, changes).find((candidate) => emits(candidate, wanted, text, place.path)) : undefined;
  return call === undefined ? wanted.map(asExecute) : [call];
}

/**
 * One batch, to be run until nothing is left: a loop that asks how many rows it changed could not be read. The condition
 * stands twice, because a ctid is unique within one partition only. https://www.postgresql.org/docs/current/sql-update.html
 */
function batched({ table, set, where }: Extract<Part, { kind: 'backfill' }>): string {
  const name = quoteQualified(table);
  return asExecute([
    '-- Repeat until it changes no row; each run commits on its own.',
    `UPDATE ${name} SET ${set}`,
    `WHERE (${where})`,
    `  AND ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${where} LIMIT ${BATCH}))`,
  ].join('\n'));
}
