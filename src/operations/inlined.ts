import type { CreateFunctionStmt, Node, SelectStmt } from '@pgsql/types';
import type { Span } from '../text/place.ts';
import { parseStatement } from '../sql/grammar.ts';
import { expressionOf } from './expression.ts';
import type { Inlined } from './kinds/routine.ts';
import { bodiesOf, bodyOf, nameParts, walk } from './tree.ts';
import { Wording } from './wording.ts';

/**
 * The expression that takes the place of a call of an SQL function, unless the function is STRICT, has settings or runs
 * as its owner, returns a set, or does more than to compute one value.
 * https://wiki.postgresql.org/wiki/Inlining_of_SQL_functions
 */
export function inlinedOf(body: CreateFunctionStmt, span: Span): Inlined | undefined {
  const barred = ['strict', 'security', 'set'].some((name) => isTrue(option(body.options, name)));
  if (barred || body.returnType?.setof || body.is_procedure) return undefined;
  const written = nameParts(option(body.options, 'as'))[0];
  if (written !== undefined) return written.trim() === '' ? { kind: 'unread' } : fromText(written, span);
  const returned = bodyOf(body.sql_body, 'ReturnStmt')?.returnval ?? onlyValue(atomic(body.sql_body));
  return returned && inlined(returned, span);
}

export function option(options: readonly Node[] | undefined, name: string): Node | undefined {
  return bodiesOf(options, 'DefElem').findLast(({ defname }) => defname === name)?.arg;
}

/** STRICT and SECURITY DEFINER are truths; their opposites can be said as well. */
export function isTrue(value: Node | undefined): boolean {
  const truth = bodyOf(value, 'Boolean');
  return value !== undefined && (truth === undefined || truth.boolval === true);
}

function fromText(text: string, span: Span): Inlined | undefined {
  const parsed = parseStatement(text.trim().replace(/;$/, ''));
  const value = parsed.kind === 'parsed' ? onlyValue(parsed.tree) : undefined;
  return value && inlined(value, span);
}

/** BEGIN ATOMIC with one statement. */
function atomic(body: Node | undefined): Node | undefined {
  const statements = bodiesOf(bodyOf(body, 'List')?.items, 'List').flatMap(({ items }) => items ?? []);
  return statements.length === 1 ? statements[0] : undefined;
}

function onlyValue(statement: Node | undefined): Node | undefined {
  const query = bodyOf(statement, 'SelectStmt');
  const [target, second] = bodiesOf(query?.targetList, 'ResTarget');
  return query && !second && !doesMore(query) ? target?.val : undefined;
}

function doesMore(query: SelectStmt): boolean {
  const { fromClause, whereClause, groupClause, havingClause, distinctClause, sortClause, limitCount, limitOffset, withClause, valuesLists, larg, windowClause } = query;
  return [fromClause, whereClause, groupClause, havingClause, distinctClause, sortClause, limitCount, limitOffset, withClause, valuesLists, larg, windowClause]
    .some((clause) => clause !== undefined);
}

/** Facts of an expression whose words stand inside a string: it has the place of the whole. A sub-select is in the way. */
function inlined(value: Node, span: Span): Inlined | undefined {
  let hasQuery = false;
  walk(value, { SubLink: () => { hasQuery = true; } });
  if (hasQuery) return undefined;
  const nowhere = new Wording('', () => 0);
  return { kind: 'expression', expression: { ...expressionOf(value, nowhere, { from: 0, to: 0 }), span, through: [] } };
}
