import type { AuthoredPhase, Author, Writing } from '../../migrations/author.ts';
import type { Part, Phase } from '../../migrations/cure.ts';
import type { Direction } from '../../migrations/migration.ts';
import { asTyped } from '../../migrations/as-typed.ts';
import { directionOf } from '../../migrations/migration.ts';
import { PHASEWISE } from '../../migrations/tool.ts';
import { quoteQualified } from '../../sql/quote.ts';
import { asWritten } from '../../sql/stand-in.ts';
import { placeOf } from '../../text/mapped.ts';
import { draftSql } from './draft.ts';
import type { SqlTool, Words } from './tool.ts';
import { speaking } from './words.ts';
import { writeSql } from './write.ts';

/** Rows that one run of a batched UPDATE changes: few enough to commit at once, many enough to get on. */
const BATCH = 1000;

/** Says cures as the SQL of files, with the words of the tool that applies them. */
export const sqlAuthor: Author = {
  language: 'sql',
  write: writeSql,
  draft: draftSql,
  body({ statements, remarks = [] }, tool) {
    const { around } = speaking(tool, '').words;
    const parts = statements.map((sql) => (around && sql.includes('$') ? [around[0], `${sql};`, around[1]].join('\n') : `${sql};`));
    return { text: [...remarks.map((remark) => `-- ${remark}`), ...parts].join('\n'), imports: [] };
  },
  show({ phases }, writing) {
    const { file, direction } = judged(phases, writing);
    const tool = speaking(writing.tool, file);
    const apart = tool.words.oneByOne && writing.tool.name !== PHASEWISE.name ? phases.flatMap(oneByOne) : phases;
    return apart.map((phase) => authored(phase, apart.length, tool, direction, writing));
  },
};

/** Outside a transaction such a tool takes one statement at a time. */
function oneByOne(phase: Phase): readonly Phase[] {
  return phase.transaction === 'none' ? phase.parts.map((part) => ({ ...phase, parts: [part] })) : [phase];
}

function authored(phase: Phase, of: number, { words }: SqlTool, direction: Direction, writing: Writing): AuthoredPhase {
  const { around } = words;
  const lines = phase.parts.map((part) => {
    const sql = sqlOf(part, writing);
    return around && part.kind === 'sql' && sql.includes('$$') ? [around[0], sql, around[1]].join('\n') : sql;
  });
  const where = whereOf(phase, of, words, writing);
  const above = isBeside(phase, writing) ? [] : phase.transaction === 'none' ? words.outside?.(direction) : where === words.own ? words.inside?.(direction) : [];
  return { phase: phase.phase, where, code: [...above ?? [], ...lines].join('\n') };
}

function whereOf(phase: Phase, of: number, words: Words, writing: Writing): string {
  const { transaction, parts } = phase;
  const again = 'run again until it changes 0 rows';
  if (isBeside(phase, writing)) return `beside ${writing.tool.name}, which runs a migration once: with psql, ${again}`;
  if (parts.some(({ kind }) => kind === 'backfill')) {
    return `${transaction === 'none' ? 'outside a transaction' : 'in a transaction of its own'}, ${again}`;
  }
  if (transaction === 'none') return words.alone;
  return of > 1 ? words.own : '';
}

/** Rows are filled in many runs, and other tools than ours run a migration once. */
function isBeside({ parts }: Phase, { tool }: Writing): boolean {
  return tool.name !== PHASEWISE.name && parts.some(({ kind }) => kind === 'backfill');
}

function sqlOf(part: Part, writing: Writing): string {
  switch (part.kind) {
    case 'keep':
      return `${asTyped(writing.statement(part.at))};`;
    case 'change':
      return `${asTyped(writing.statement(part.at), part.edits)};`;
    case 'sql':
      return `${asWritten(part.sql)};`;
    case 'backfill':
      return asWritten(batched(part));
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

/** The file that a cure speaks of, and which way it goes. */
function judged(phases: readonly Phase[], writing: Writing): { readonly file: string; readonly direction: Direction } {
  const at = phases.flatMap(({ parts }) => parts).flatMap((part) => (part.kind === 'keep' || part.kind === 'change' ? [part.at] : []))[0];
  if (!at) return { file: '', direction: 'up' };
  const { sql } = writing.statement(at);
  return { file: writing.textOf(placeOf(sql, { start: 0, end: sql.text.length }).path), direction: directionOf(at.script) };
}
