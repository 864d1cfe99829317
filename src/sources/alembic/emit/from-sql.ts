import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { StringValue } from '../value.ts';
import { NotRead, notRead } from '../value.ts';
import { clauseSql } from './clause.ts';
import type { Within } from './compilation.ts';
import { referencesOf } from './described-column.ts';
import type { ColumnOf, From, JoinFrom, QueryFrom } from './from.ts';
import { standing } from './from.ts';
import { identifier, qualified, quotedText } from './identifier.ts';
import { columnReference } from './reference.ts';
import { columnNamed, selectSql } from './select.ts';
import { phrase, separated } from './sql.ts';

/** `t`, `t AS a`, `(SELECT …) AS anon_1`, `a JOIN b ON …` */
export function fromSql(from: From, within: Within): MappedText {
  switch (from.kind) {
    case 'table': return qualified(from.table.schema, from.table.name);
    case 'alias': return phrase(from.call.place, qualified(from.table.schema, from.table.name), ' AS ', nameOf(from, within));
    case 'query': return querySql(from, within);
    case 'function': return functionSql(from, within);
    case 'join': {
      const right = fromSql(from.right, within);
      return phrase(from.call.callee, fromSql(from.left, within), from.words, ...(from.right.kind === 'join' ? ['(', right, ')'] : [right]), ' ON ', onSql(from, within));
    }
  }
}

function querySql(from: QueryFrom, within: Within): MappedText {
  const { compilation } = within;
  const name = nameOf(from, within);
  if (from.as !== 'cte') return phrase(from.call.place, from.as === 'lateral' ? 'LATERAL ' : undefined, '(', selectSql(from.query, within, from.as), ') AS ', name);
  if (!compilation.ctes.has(from.call)) {
    const inner = selectSql(from.query, within, 'subquery');
    compilation.ctes.set(from.call, phrase(from.call.place, name, ' AS \n(', inner, ')'));
  }
  return name;
}

function functionSql(from: Extract<From, { kind: 'function' }>, within: Within): MappedText {
  const columns = from.derived ? phrase(from.call.place, '(', separated(from.call.place, from.columns.map((column) => identifier(column))), ')') : undefined;
  return phrase(from.call.place, from.lateral ? 'LATERAL ' : undefined, clauseSql(from.of, within), from.counted ? ' WITH ORDINALITY' : undefined, ' AS ', nameOf(from, within), columns);
}

/** The condition of a join; without one, the foreign key that pairs both sides. */
function onSql(join: JoinFrom, within: Within): MappedText {
  if (join.on) return clauseSql(join.on, within);
  const [left, right] = [standing(join.left), standing(join.right)];
  const pairs = [...pairsOf(right, left), ...pairsOf(left, right)];
  const [pair] = pairs;
  if (!pair || pairs.length > 1) throw new NotRead('Phasewise cannot say which columns this join pairs.', join.call.place);
  return phrase(join.call.place, columnSql(pair.to, within), ' = ', columnSql(pair.of, within));
}

/** The foreign keys of some tables that point at others. */
function pairsOf(from: readonly From[], at: readonly From[]): readonly { readonly of: ColumnOf; readonly to: ColumnOf }[] {
  return from.flatMap((one) => (one.kind !== 'table' ? [] : referencesOf(one.table).flatMap(({ column, to }) => at.flatMap((other) => {
    if (other.kind !== 'table') return [];
    const prefix = other.table.schema ? `${other.table.schema.text.text}.${other.table.name.text.text}` : other.table.name.text.text;
    const referred = other.table.columns.find(({ text }) => to === `${prefix}.${text.text}`);
    return referred ? [{ of: { from: one, name: column }, to: { from: other, name: referred } }] : [];
  }))));
}

/** `t.a`, `anon_1.count_1` */
export function columnSql({ from, name }: ColumnOf, within: Within): MappedText {
  switch (from.kind) {
    case 'table': return columnReference(from.table, name);
    case 'alias': case 'function': return phrase(name.place, nameOf(from, within), '.', identifier(name));
    case 'query': return phrase(name.place, nameOf(from, within), '.', columnNamed(from.query, name, within));
    case 'join': throw notRead(from.call, 'Phasewise does not read this SQL expression yet.');
  }
}

function nameOf(from: Exclude<From, { kind: 'table' | 'join' }>, { compilation }: Within): MappedText {
  const given: StringValue | undefined = from.name;
  if (given) return identifier(given);
  return caused(quotedText(compilation.nameOf(from.is, likeOf(from))), from.call.place);
}

function likeOf(from: Exclude<From, { kind: 'table' | 'join' }>): string {
  switch (from.kind) {
    case 'alias': return from.table.name.text.text;
    case 'function': return from.like;
    case 'query': return 'anon';
  }
}
