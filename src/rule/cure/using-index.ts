import type { Phase } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { quoteName } from '../../sql/quote.ts';
import { tokensOf, wordOf } from '../../sql/tokens.ts';
import type { Situation } from '../situation.ts';
import { inTransaction, outside, sql } from './build.ts';
import { nameFor } from './name.ts';

/** A key whose index is built concurrently first and then attached, which needs its strong lock for a moment only. */
export function usingIndex({ table, constraint }: OperationOf<'add constraint'>, here: Situation, words: 'UNIQUE' | 'PRIMARY KEY'): readonly Phase[] {
  const primary = words === 'PRIMARY KEY';
  const name = constraint.name?.name ?? nameFor(table.name, primary ? [] : constraint.columns, primary ? 'pkey' : 'key');
  const written = here.textOf(table.span);
  const { columns, include, nulls, deferral } = clausesOf(here.textOf(constraint.span), constraint.columns);
  const index = `CREATE UNIQUE INDEX CONCURRENTLY ${quoteName(name)} ON ${written} ${columns}${include}${nulls}`;
  const attach = `ALTER TABLE ${written} ADD CONSTRAINT ${quoteName(name)} ${words} USING INDEX ${quoteName(name)}${deferral}`;
  return [outside('expand', sql(index)), inTransaction('expand', sql(attach))];
}

/** The parts of `[CONSTRAINT n] UNIQUE [NULLS [NOT] DISTINCT] (a, b) [INCLUDE (c)] [DEFERRABLE …]`, as written; inside a column there is no list. */
function clausesOf(text: string, written: readonly string[]): { columns: string; include: string; nulls: string; deferral: string } {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment');
  const words = tokens.map((token) => wordOf(text, token));
  const behind = Math.max(words.indexOf('unique'), words.indexOf('key'));
  const list = (from: number): [number, number] => {
    const open = words.indexOf('(', from);
    return [open, words.indexOf(')', open)];
  };
  const slice = (from: number, to: number) => text.slice(tokens[from]?.start ?? text.length, tokens[to]?.end ?? text.length);

  const [open, close] = list(behind);
  const included = words.indexOf('include', close);
  const deferral = words.findIndex((word, at) => at > close && ['deferrable', 'initially'].includes(word));
  const not = deferral > 0 && words[deferral - 1] === 'not' ? deferral - 1 : deferral;
  return {
    columns: open < 0 ? `(${written.map(quoteName).join(', ')})` : slice(open, close),
    include: included < 0 ? '' : ` ${slice(included, list(included)[1])}`,
    nulls: open - behind > 1 ? ` ${slice(behind + 1, open - 1)}` : '',
    deferral: deferral < 0 ? '' : ` ${slice(not, words.length - 1)}`,
  };
}
