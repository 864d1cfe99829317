import type { Phase } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { quoteName } from '../../sql/quote.ts';
import { tokensOf, wordOf } from '../../sql/tokens.ts';
import type { Situation } from '../situation.ts';
import { change, inTransaction, outside, sql } from './build.ts';
import { rest } from './clause.ts';
import { nameFor } from './name.ts';

/**
 * A key whose index is built concurrently first and then attached, which needs its strong lock for a moment only. What
 * else the statement does comes with the attachment, so that no moment is without a key that it replaces; columns that
 * it adds for the key come before.
 */
export function keyByIndex(operation: OperationOf<'add constraint'>, here: Situation, words: KeyWords, proofs: readonly Phase[] = []): readonly Phase[] {
  const others = rest(operation, here);
  const { columns } = operation.constraint;
  const addsOwn = here.operations.some((other) => other.kind === 'add column' && columns.includes(other.column.name.name));
  if (others.length === 0 || addsOwn) {
    return [...(others.length > 0 ? [inTransaction('expand', ...others)] : []), ...proofs, ...usingIndex(operation, here, words)];
  }
  const { index, name, key } = partsOf(operation, here, words);
  const attached = { span: operation.constraint.span, text: `CONSTRAINT ${quoteName(name)} ${key}` };
  return [...proofs, outside('expand', sql(index)), inTransaction('expand', change(here.at, 'using index', attached))];
}

/** The same for a key that stands alone in its statement, or inside a column. */
export function usingIndex(operation: OperationOf<'add constraint'>, here: Situation, words: KeyWords): readonly Phase[] {
  const { index, name, key } = partsOf(operation, here, words);
  const attach = `ALTER TABLE ${here.textOf(operation.table.span)} ADD CONSTRAINT ${quoteName(name)} ${key}`;
  return [outside('expand', sql(index)), inTransaction('expand', sql(attach))];
}

type KeyWords = 'UNIQUE' | 'PRIMARY KEY';

function partsOf({ table, constraint }: OperationOf<'add constraint'>, here: Situation, words: KeyWords) {
  const primary = words === 'PRIMARY KEY';
  const name = constraint.name?.name ?? nameFor(table.name, primary ? [] : constraint.columns, primary ? 'pkey' : 'key');
  // An index takes the name of its constraint when it is attached; until then a key that goes may still have it.
  const goes = here.operations.some((other) => other.kind === 'drop constraint' && other.constraint.name === name);
  const built = goes ? nameFor(table.name, constraint.columns, 'idx') : name;
  const { columns, include, nulls, deferral } = clausesOf(here.textOf(constraint.span), constraint.columns);
  return {
    name,
    index: `CREATE UNIQUE INDEX CONCURRENTLY ${quoteName(built)} ON ${here.textOf(table.span)} ${columns}${include}${nulls}`,
    key: `${words} USING INDEX ${quoteName(built)}${deferral}`,
  };
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
