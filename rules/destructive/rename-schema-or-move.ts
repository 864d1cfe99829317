import type { OperationOf } from '../../src/operations/operation.ts';
import { inTransaction, keep, noCure, phases, sql } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'rename-schema-or-move',
  summary: 'Leave a view where a table was when it moves to another schema.',
  why: `
    Moving a table or renaming a schema is instant, and that is the trouble: no release fits both places. Statements that
    name the old one fail at once, and those that name none find the table only if the new schema is in their
    search_path.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-SCHEMA', 'https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH'],
  on: ['set schema', 'rename schema', 'set type schema', 'set function schema'],

  check(operation, here) {
    if (isNew(operation, here)) return [];
    return [{
      message: `Statements of the running application that name ${subjectOf(operation, here)} or look for it in their search_path fail from the moment this commits.`,
      at: here.at,
      because: here.locks,
      cure: cureOf(operation, here),
    }];
  },
});

type Move = OperationOf<'set schema' | 'rename schema' | 'set type schema' | 'set function schema'>;

function isNew(operation: Move, here: Situation): boolean {
  switch (operation.kind) {
    case 'set schema': return here.surelyNew(operation.table) || isBridged(operation, here);
    case 'set type schema': return here.surelyNewType(operation.type);
    case 'set function schema': return here.earlier('create function').some(({ operation: made }) => !made.replace && made.function.name === operation.function.name);
    case 'rename schema': return here.earlier('create schema').some(({ operation: made }) => !made.ifNotExists && made.schema === operation.schema);
  }
}

function subjectOf(operation: Move, here: Situation): string {
  switch (operation.kind) {
    case 'set schema': return here.named(operation.table);
    case 'set type schema': return `the type ${here.named(operation.type)}`;
    case 'set function schema': return `${here.named(operation.function)}()`;
    case 'rename schema': return `anything in ${operation.schema}`;
  }
}

function cureOf(operation: Move, here: Situation) {
  if (operation.kind !== 'set schema') {
    return noCure('One name cannot stand for both: make the new one beside the old one, move the releases over, and drop the old one when nobody names it.');
  }
  const { table, schema } = operation;
  const [old, fresh] = [quoteQualified(table), quoteQualified({ schema, name: table.name })];
  return phases(
    inTransaction('expand', keep(here.at), sql(`CREATE VIEW ${old} AS SELECT * FROM ${fresh}`)),
    { ...inTransaction('contract', sql(`DROP VIEW ${old}`)), deployBefore: `Deploy a release that names ${fresh} only.` },
  );
}

/** A view takes over the old name later in the same transaction. */
function isBridged({ table }: OperationOf<'set schema'>, here: Situation): boolean {
  return here.later('create view').some(({ operation: { view, reads }, fact: { session: { transaction } } }) =>
    transaction !== undefined && transaction.id === here.session.transaction?.id && view.name === table.name && reads.some(({ name }) => name === table.name));
}
