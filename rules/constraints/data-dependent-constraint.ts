import { describe } from '../../src/operations/describe.ts';
import type { ConstraintSpec, OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { ObjectName } from '../../src/sql/name.ts';
import { quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'data-dependent-constraint',
  summary: 'Ask for the rows that a constraint would refuse before a migration adds it.',
  why: `
    A constraint that looks at the rows fails at the first that breaks it. It was added in every test, where no such row
    is, and stops the release on the one database that matters, where the rows are old and many hands have written them.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-constraints.html'],
  on: ['add constraint', 'validate constraint', 'set not null', 'create index'],

  check(operation, here) {
    const { table } = operation;
    if (here.surelyNew(table) || here.work('scan').length + here.work('index build').length === 0) return [];
    const broken = brokenBy(operation, here);
    if (!broken || isAsserted(table, here)) return [];
    return [{
      message: `${describe(operation)} fails if ${broken.by}, and nothing before it makes sure that there is none.`,
      at: here.at,
      because: [],
      cure: advice(broken.query === undefined ? 'Look for such rows on the database that is meant before the release.' : `Look for one on the database that is meant before the release: \`${broken.query}\`.`),
    }];
  },
});

/** What rows stand in the way; the query that finds one, where it can be written. */
interface Broken { readonly by: string; readonly query?: string }

function brokenBy(operation: OperationOf<'add constraint' | 'validate constraint' | 'set not null' | 'create index'>, here: Situation): Broken | undefined {
  const { table } = operation;
  switch (operation.kind) {
    case 'set not null': return nullIn([operation.column.name], table, here);
    case 'create index': {
      if (!operation.unique) return undefined;
      return twice(operation.keys.map(({ expression }) => expression.text), table, here, operation.where?.text);
    }
    case 'add constraint': return operation.constraint.usingIndex || !operation.constraint.validated ? undefined : brokenOf(operation.constraint, table, here);
    case 'validate constraint': {
      const held = here.constraintsOn(table).find(({ name }) => name === operation.constraint.name);
      const parent = held?.references === undefined ? undefined : here.catalog.byId(held.references);
      const references = parent && { type: 'relation' as const, name: parent.name, ...(parent.schema !== (here.session.searchPath[0] ?? 'public') && { schema: parent.schema }) };
      return held ? brokenOf({ ...held, references }, table, here) : { by: `a row of ${here.named(table)} breaks it` };
    }
  }
}

type Broke = Pick<ConstraintSpec, 'type' | 'columns' | 'check' | 'referencedColumns'> & { readonly references?: ObjectName | undefined };

function brokenOf({ type, columns, check, references, referencedColumns }: Broke, table: ObjectName, here: Situation): Broken | undefined {
  switch (type) {
    case 'not null': return nullIn(columns, table, here);
    case 'unique': case 'primary key': return twice(columns.map(quoteName), table, here);
    case 'check': return { by: `a row of ${here.named(table)} breaks it`, ...(check && { query: `SELECT * FROM ${quoteQualified(table)} WHERE NOT (${check.text}) LIMIT 1` }) };
    case 'foreign key': return references && missing(columns, table, references, referencedColumns, here);
    case 'exclude': return undefined;
  }
}

function nullIn(columns: readonly string[], table: ObjectName, here: Situation): Broken {
  const condition = columns.map((column) => `${quoteName(column)} IS NULL`).join(' OR ');
  return { by: `a row of ${here.named(table)} has no ${columns.join(' or ')}`, query: `SELECT * FROM ${quoteQualified(table)} WHERE ${condition} LIMIT 1` };
}

/** NULLs differ from each other, unless NULLS NOT DISTINCT is said: then some that are meant are not found. */
function twice(keys: readonly string[], table: ObjectName, here: Situation, where?: string): Broken {
  const present = keys.map((key) => `${/^[\w"]+$/.test(key) ? key : `(${key})`} IS NOT NULL`);
  const condition = [...(where === undefined ? [] : [`(${where})`]), ...present].join(' AND ');
  const list = keys.join(', ');
  return { by: `two rows of ${here.named(table)} have the same ${list}`, query: `SELECT ${list} FROM ${quoteQualified(table)} WHERE ${condition} GROUP BY ${list} HAVING count(*) > 1 LIMIT 1` };
}

function missing(columns: readonly string[], table: ObjectName, parent: ObjectName, referenced: readonly string[], here: Situation): Broken {
  const key = referenced.length > 0 ? referenced : here.keyOf(parent);
  const by = `a row of ${here.named(table)} references one that ${here.named(parent)} does not have`;
  if (key?.length !== columns.length) return { by };
  const present = columns.map((column) => `a.${quoteName(column)} IS NOT NULL`);
  const same = columns.map((column, at) => `b.${quoteName(key[at] ?? '')} = a.${quoteName(column)}`);
  return { by, query: `SELECT a.* FROM ${quoteQualified(table)} a WHERE ${present.join(' AND ')} AND NOT EXISTS (SELECT FROM ${quoteQualified(parent)} b WHERE ${same.join(' AND ')}) LIMIT 1` };
}

/** Code before it in the script that names the table and may raise. */
function isAsserted({ name }: ObjectName, here: Situation): boolean {
  return here.earlier('run code').some(({ fact: { statement: { sql: { text } } } }) => {
    const words = text.toLowerCase().split(/[^a-z0-9_$\u0080-\uffff]+/);
    return words.includes('raise') && words.includes(name.toLowerCase());
  });
}
