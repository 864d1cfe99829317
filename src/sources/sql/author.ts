import type { AuthoredPhase, Author, Writing } from '../../migrations/author.ts';
import type { Part, Phase } from '../../migrations/cure.ts';
import { directionOf } from '../../migrations/migration.ts';
import { quoteQualified } from '../../sql/quote.ts';
import { edited } from '../../text/edit.ts';
import { placeOf } from '../../text/mapped.ts';
import { sectionsOf } from './sections.ts';

/** Rows that one run of a batched UPDATE changes: few enough to commit at once, many enough to get on. */
const BATCH = 1000;

/** Says cures as the SQL of files, with the project's own way of asking for no transaction. */
export const sqlAuthor: Author = {
  language: 'sql',
  show({ phases }, writing) {
    const alone = markerOf(phases, writing);
    return phases.map((phase) => authored(phase, phases.length, alone, writing));
  },
};

function authored(phase: Phase, of: number, alone: string, writing: Writing): AuthoredPhase {
  const lines = phase.parts.map((part) => sqlOf(part, writing));
  const outside = phase.transaction === 'none';
  return { phase: phase.phase, where: whereOf(phase, of), code: [...(outside ? [alone] : []), ...lines].join('\n') };
}

function whereOf({ transaction, parts }: Phase, of: number): string {
  const filling = parts.some(({ kind }) => kind === 'backfill');
  if (filling) return `${transaction === 'none' ? 'outside a transaction' : 'in a transaction of its own'}, run again until it changes 0 rows`;
  if (transaction === 'none') return 'in a file of its own, outside a transaction';
  return of > 1 ? 'in a file of its own' : '';
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

/** dbmate's section option where the judged file has sections, else our header comment. */
function markerOf(phases: readonly Phase[], writing: Writing): string {
  const cited = phases.flatMap(({ parts }) => parts).flatMap((part) => (part.kind === 'keep' || part.kind === 'change' ? [part.at] : []));
  const inSection = cited.find((at) => {
    const { sql } = writing.statement(at);
    return sectionsOf(writing.textOf(placeOf(sql, { start: 0, end: sql.text.length }).path)).length > 0;
  });
  return inSection ? `-- migrate:${directionOf(inSection.script)} transaction:false` : '-- transaction: false';
}
