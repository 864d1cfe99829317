import type { Operation } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { Named } from '../../src/sql/name.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'unqualified-name',
  summary: 'Write the schema of what is made, changed or dropped.',
  why: `
    A name without a schema is looked up in the search_path of the connection, which role, database and tool may set
    each to something else: the same migration then makes or drops another object.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH'],
  options: { schemas: { kind: 'texts', about: 'The schemas that names may have; empty: any.', otherwise: [] } } as const,
  on: [
    'create table', 'drop table', 'rename table', 'add column', 'drop column', 'rename column', 'set type', 'set not null', 'drop not null',
    'set default', 'drop default', 'add constraint', 'drop constraint', 'validate constraint', 'alter table', 'create index', 'drop index',
    'create view', 'drop view', 'refresh', 'create sequence', 'drop sequence', 'create enum', 'create domain', 'create composite type', 'drop type',
    'create function', 'drop function', 'create trigger', 'drop trigger', 'create policy', 'drop policy',
  ],

  check(operation, here, { schemas }) {
    const name = nameIn(operation, here);
    if (!name || isSaidBefore(operation, name, here) || here.session.setting('search_path')?.by === 'author') return [];
    const message = objection(name, schemas);
    if (message === undefined) return [];
    const [schema] = schemas.length > 0 ? schemas : here.session.searchPath;
    return [{ message, at: here.at, span: name.span, because: [], cure: advice(`Write ${quoteName(schema ?? 'public')}.${quoteName(name.name)}.`) }];
  },
});

function objection({ schema, name }: Named, schemas: readonly string[]): string | undefined {
  if (schema === undefined) return `Which ${name} this is depends on the search_path of the connection.`;
  return schemas.length > 0 && !schemas.includes(schema) ? `${schema}.${name} is in schema ${schema}, where only ${listed(schemas)} ${schemas.length > 1 ? 'are' : 'is'} meant to be written to.` : undefined;
}

/** What the statement makes, changes or drops; temporary tables have no schema to write. */
function nameIn(operation: Operation, here: Situation): Named | undefined {
  if (operation.kind === 'create table' && operation.persistence === 'temporary') return undefined;
  if ('table' in operation && operation.table) return here.lastSeen(operation.table)?.persistence === 'temporary' ? undefined : operation.table;
  if ('view' in operation) return operation.view;
  if ('index' in operation) return operation.index;
  if ('sequence' in operation) return operation.sequence;
  if ('type' in operation) return operation.type;
  return operation.kind === 'create function' || operation.kind === 'drop function' ? operation.function : undefined;
}

/** A statement with several sub-commands has one name. */
function isSaidBefore(operation: Operation, { span }: Named, here: Situation): boolean {
  const first = here.operations.find((other) => nameIn(other, here)?.span.start === span.start);
  return first !== undefined && first !== operation;
}
