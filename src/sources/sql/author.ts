import type { AuthoredPhase, Author, Writing } from '../../migrations/author.ts';
import type { Part, Phase } from '../../migrations/cure.ts';
import { directionOf } from '../../migrations/migration.ts';
import { quoteQualified } from '../../sql/quote.ts';
import { edited } from '../../text/edit.ts';
import { placeOf } from '../../text/mapped.ts';
import type { Markers } from './markers.ts';
import { markersOf, PLAIN } from './markers.ts';

/** Rows that one run of a batched UPDATE changes: few enough to commit at once, many enough to get on. */
const BATCH = 1000;

/** Says cures as the SQL of files, with the words of the tool that the judged file is written for. */
export const sqlAuthor: Author = {
  language: 'sql',
  show({ phases }, writing) {
    const markers = markersAround(phases, writing);
    return phases.map((phase) => authored(phase, phases.length, markers, writing));
  },
};

function authored(phase: Phase, of: number, { inside, outside, around }: Markers, writing: Writing): AuthoredPhase {
  const where = whereOf(phase, of);
  const lines = phase.parts.map((part) => {
    const sql = sqlOf(part, writing);
    return around && part.kind === 'sql' && sql.includes('$$') ? [around[0], sql, around[1]].join('\n') : sql;
  });
  const above = phase.transaction === 'none' ? outside : where === OWN_FILE ? inside : [];
  return { phase: phase.phase, where, code: [...above, ...lines].join('\n') };
}

const OWN_FILE = 'in a file of its own';

function whereOf({ transaction, parts }: Phase, of: number): string {
  const filling = parts.some(({ kind }) => kind === 'backfill');
  if (filling) return `${transaction === 'none' ? 'outside a transaction' : 'in a transaction of its own'}, run again until it changes 0 rows`;
  if (transaction === 'none') return `${OWN_FILE}, outside a transaction`;
  return of > 1 ? OWN_FILE : '';
}

function sqlOf(part: Part, writing: Writing): string {
  switch (part.kind) {
    case 'keep':
      return `${writing.statement(part.at).sql.text};`;
    case 'change':
      return `${edited(writing.statement(part.at).sql.text, part.edits)};`;
    case 'sql':
      return `${part.sql};`;
    case 'backfill':
      return batched(part);
  }
}

/**
 * One batch, to be run until nothing is left: plain SQL has no loop that commits. The condition stands twice, because a
 * ctid is unique within one partition only. https://www.postgresql.org/docs/current/sql-update.html
 */
function batched({ table, set, where }: Extract<Part, { kind: 'backfill' }>): string {
  const name = quoteQualified(table);
  return [
    '-- Run this again until it changes 0 rows; each run commits on its own.',
    `UPDATE ${name} SET ${set}`,
    `WHERE (${where})`,
    `  AND ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${where} LIMIT ${BATCH}));`,
  ].join('\n');
}

/** Those of the judged file, where it has sections. */
function markersAround(phases: readonly Phase[], writing: Writing): Markers {
  const cited = phases.flatMap(({ parts }) => parts).flatMap((part) => (part.kind === 'keep' || part.kind === 'change' ? [part.at] : []));
  for (const at of cited) {
    const { sql } = writing.statement(at);
    const markers = markersOf(writing.textOf(placeOf(sql, { start: 0, end: sql.text.length }).path), directionOf(at.script));
    if (markers) return markers;
  }
  return PLAIN;
}
