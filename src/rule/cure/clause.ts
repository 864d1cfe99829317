import type { Part } from '../../migrations/cure.ts';
import type { Operation } from '../../operations/operation.ts';
import { tokensOf, wordOf } from '../../sql/tokens.ts';
import type { Span } from '../../text/place.ts';
import type { Situation } from '../situation.ts';
import { change } from './build.ts';

/** What is left of an ALTER TABLE without one of its sub-commands: nothing where that was all. */
export function rest(operation: Operation, here: Situation): readonly Part[] {
  if (here.operations.length < 2 || operation.clause === undefined) return [];
  return [change(here.at, 'without clause', { span: withComma(here.sql, operation.clause), text: '' })];
}

/** The clause with the comma before it, or else the one behind it. */
function withComma(sql: string, clause: Span): Span {
  const commas = tokensOf(sql).filter((token) => wordOf(sql, token) === ',');
  const before = commas.filter(({ end }) => end <= clause.start).at(-1);
  if (before && sql.slice(before.end, clause.start).trim() === '') return { start: before.start, end: clause.end };
  const behind = commas.find(({ start }) => start >= clause.end);
  if (!behind) return clause;
  const blank = /^\s*/.exec(sql.slice(behind.end))?.[0].length ?? 0;
  return { start: clause.start, end: behind.end + blank };
}
