import type { CreateSchemaStmt, Node, RangeVar } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import type { Operation } from './operation.ts';
import type { ReadInner, Readers } from './reader.ts';
import { bodyOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const schemas: Readers = { CreateSchemaStmt: createSchema };

/** CREATE SCHEMA may hold whole CREATE and GRANT statements; what they name without a schema is in the new one. */
function createSchema(body: CreateSchemaStmt, here: Wording, within: Stretch, inner: ReadInner): readonly Operation[] {
  const schema = body.schemaname ?? body.authrole?.rolename ?? '';
  const starts = here.findAll({ from: within.from + 2, to: within.to }, 'create', 'grant');
  const elements = (body.schemaElts ?? []).flatMap((element, at) => {
    const stretch = { from: starts[at] ?? within.from, to: starts[at + 1] ?? within.to };
    return inner(inSchema(element, schema), stretch);
  });
  const span = here.through(within.from, within.from + 1);
  return [{ kind: 'create schema', when: ALWAYS, span, schema, ifNotExists: body.if_not_exists === true }, ...elements];
}

function inSchema(element: Node, schema: string): Node {
  const within = <R extends RangeVar | undefined>(range: R): R => (range && { ...range, schemaname: range.schemaname ?? schema });
  const table = bodyOf(element, 'CreateStmt');
  if (table) return { CreateStmt: { ...table, relation: within(table.relation) } };
  const index = bodyOf(element, 'IndexStmt');
  if (index) return { IndexStmt: { ...index, relation: within(index.relation) } };
  const view = bodyOf(element, 'ViewStmt');
  if (view) return { ViewStmt: { ...view, view: within(view.view) } };
  const sequence = bodyOf(element, 'CreateSeqStmt');
  if (sequence) return { CreateSeqStmt: { ...sequence, sequence: within(sequence.sequence) } };
  const trigger = bodyOf(element, 'CreateTrigStmt');
  return trigger ? { CreateTrigStmt: { ...trigger, relation: within(trigger.relation) } } : element;
}
