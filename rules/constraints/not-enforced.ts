import type { Cure } from '../../src/migrations/cure.ts';
import type { ConstraintSpec, OperationOf } from '../../src/operations/operation.ts';
import { advice, change, inTransaction, insertion, phases, sql } from '../../src/rule/cure/build.ts';
import { nameFor } from '../../src/rule/cure/name.ts';
import { constraintsIn } from '../../src/rule/constraints-written.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { blankBefore } from '../../src/sql/blank.ts';
import { phraseIn } from '../../src/sql/phrase.ts';
import { quoteName } from '../../src/sql/quote.ts';

type Written = OperationOf<'add constraint' | 'add column' | 'create table'>;

export default defineRule({
  name: 'not-enforced',
  summary: 'Add a constraint NOT VALID and validate it, where it is to hold.',
  why: `
    A constraint that is NOT ENFORCED (from PostgreSQL 18 on) is tried for no row, old or new: it documents a wish. To
    enforce a foreign key later reads both tables under strong locks; a CHECK has to be dropped and added anew. NOT VALID
    binds new rows from the first moment.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-PARMS-NOT-ENFORCED', 'https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-DESC-ALTER-CONSTRAINT'],
  on: ['add constraint', 'add column', 'create table', 'alter table'],

  check(operation, here) {
    if (operation.kind === 'alter table') {
      if (operation.does !== 'ALTER CONSTRAINT NOT ENFORCED') return [];
      return [{
        message: `From the moment this commits ${operation.part?.name ?? 'the constraint'} checks nothing. To enforce it again reads every row of ${here.named(operation.table)} and of the table it references under strong locks.`,
        at: here.at,
        because: here.locks,
        cure: advice('Leave it enforced; where many rows are to be loaded unchecked, drop it, and add it again NOT VALID and validate it when they are in.'),
      }];
    }
    return constraintsIn(operation).filter(({ constraint }) => !constraint.enforced).map(({ constraint, span }) => ({
      message: `${constraint.name?.name ?? (constraint.type === 'check' ? 'The CHECK' : 'The foreign key')} checks nothing, neither the rows that are there nor those to come. ${later(constraint, operation, here)}`,
      at: here.at,
      span,
      because: [],
      cure: cureOf(constraint, operation, here),
    }));
  },
});

function later({ type, references }: ConstraintSpec, { table }: Written, here: Situation): string {
  if (type === 'check') return 'To have it enforced it must be dropped and added anew.';
  return `To enforce it later reads every row of ${here.named(table)}${references ? ` and ${here.named(references)}` : ''} under strong locks.`;
}

function cureOf(constraint: ConstraintSpec, operation: Written, here: Situation): Cure {
  const { table } = operation;
  const words = phraseIn(here.sql, constraint.span, 'not', 'enforced');
  if (!words || operation.kind === 'add column') return advice('Add the column alone, then the constraint NOT VALID, and validate it in a file of its own.');
  const gone = { span: { start: blankBefore(here.sql, words.start), end: words.end }, text: '' };
  if (here.surelyNew(table) || operation.kind === 'create table') return phases(inTransaction('expand', change(here.at, 'without clause', gone)));
  const columns = constraint.type === 'check' && constraint.columns.length !== 1 ? [] : constraint.columns;
  const name = constraint.name?.name ?? here.freeConstraintName(table, nameFor(table.name, columns, constraint.type === 'check' ? 'check' : 'fkey'));
  const named = constraint.name === undefined ? [insertion(constraint.span.start, `CONSTRAINT ${quoteName(name)} `)] : [];
  return phases(
    inTransaction('expand', change(here.at, 'not valid', ...named, { ...gone, text: ' NOT VALID' })),
    inTransaction('expand', sql(`ALTER TABLE ${here.textOf(table.span)} VALIDATE CONSTRAINT ${quoteName(name)}`)),
  );
}
