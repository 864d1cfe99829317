import type { ConstraintSpec, OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { nameFor } from '../../src/rule/cure/name.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { quoteName } from '../../src/sql/quote.ts';

const SUFFIXES: Readonly<Record<ConstraintSpec['type'], string>> = {
  'check': 'check', 'foreign key': 'fkey', 'unique': 'key', 'primary key': 'pkey', 'exclude': 'excl', 'not null': 'not_null',
};

const WORDS: Readonly<Record<ConstraintSpec['type'], string>> = {
  'check': 'CHECK', 'foreign key': 'foreign key', 'unique': 'unique key', 'primary key': 'primary key', 'exclude': 'exclusion constraint', 'not null': 'NOT NULL',
};

export default defineRule({
  name: 'unnamed-constraint',
  summary: 'Name constraints.',
  why: `
    PostgreSQL makes a name up where there is none, and another one where that is taken: a later migration that drops the
    constraint has to guess it, and two databases may disagree. Errors that an application reads carry the name, too.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-constraints.html'],
  options: {
    types: { kind: 'texts', about: 'The constraints that need a name.', otherwise: ['check', 'foreign key', 'unique', 'exclude'] },
  } as const,
  on: ['create table', 'add column', 'add constraint'],

  check(operation, here, { types }) {
    if (operation.kind === 'create table' && operation.persistence === 'temporary') return [];
    return constraintsIn(operation)
      .filter(({ name, usingIndex, type }) => name === undefined && usingIndex === undefined && types.includes(type))
      .map((constraint) => {
        const made = nameFor(operation.table.name, columnsInName(constraint), SUFFIXES[constraint.type]);
        return {
          message: `This ${WORDS[constraint.type]} of ${here.named(operation.table)} has no name of its own: PostgreSQL calls it ${made}, or something else where that is taken.`,
          at: here.at,
          span: constraint.span,
          because: [],
          cure: advice(`Write CONSTRAINT ${quoteName(made)} before it, or a name of your own.`),
        };
      });
  },
});

function constraintsIn(operation: OperationOf<'create table' | 'add column' | 'add constraint'>): readonly ConstraintSpec[] {
  switch (operation.kind) {
    case 'create table': return [...operation.columns.flatMap(({ constraints }) => constraints), ...operation.constraints];
    case 'add column': return operation.column.constraints;
    case 'add constraint': return [operation.constraint];
  }
}

/** A CHECK is named after its column only where it has just one, a primary key after its table alone. */
function columnsInName({ type, check, columns }: ConstraintSpec): readonly string[] {
  if (type === 'primary key') return [];
  const read = type === 'check' ? check?.columns ?? columns : columns;
  return type === 'check' && read.length !== 1 ? [] : read;
}
