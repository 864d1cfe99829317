import type { KeyPair } from '../../src/effects/key-types.ts';
import { isUncomparable } from '../../src/effects/key-types.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import type { ConstraintSpec, OperationOf, SqlType } from '../../src/operations/operation.ts';
import { advice, change, inTransaction, phases } from '../../src/rule/cure/build.ts';
import { constraintsIn } from '../../src/rule/constraints-written.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

type Written = OperationOf<'add constraint' | 'add column' | 'create table'>;

export default defineRule({
  name: 'foreign-key-type-mismatch',
  summary: 'Give the column of a foreign key the type of the key that it references.',
  why: `
    A foreign key may compare columns of different types. Where the referencing one is smaller, the day comes on which a
    key is too large for it, and no row can reference it until the column is rewritten. Types without an operator between
    them are refused at once.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES'],
  on: ['add constraint', 'add column', 'create table'],

  check(operation, here) {
    return constraintsIn(operation).flatMap(({ constraint, span }) => here.keyPairs(constraint, operation.table).flatMap((pair) => {
      const consequence = consequenceOf(pair);
      if (consequence === undefined) return [];
      const { references } = constraint;
      return [{
        message: `${here.named(operation.table)}.${pair.column} is ${typeName(pair.as)} and ${references ? here.named(references) : 'the table'}.${pair.references} is ${typeName(pair.keyAs)}: ${consequence}`,
        at: here.at,
        span,
        because: isUncomparable(pair) ? here.locks : [],
        cure: cureOf(operation, constraint, pair, here),
      }];
    }));
  },
});

const LARGEST: Readonly<Record<string, string>> = { int2: '32767', int4: '2147483647', int8: '9223372036854775807' };
const INTEGERS = ['int2', 'int4', 'int8', 'numeric'];

function consequenceOf(pair: KeyPair): string | undefined {
  if (isUncomparable(pair)) return 'PostgreSQL cannot compare the two, and this fails (42804).';
  const { is: { type: own }, key: { type: key } } = pair;
  if (own.array || key.array) return undefined;
  const [small, large] = [INTEGERS.indexOf(own.name), INTEGERS.indexOf(key.name)];
  if (small >= 0 && small < large) return `a key above ${LARGEST[own.name] ?? 'its range'} cannot be referenced.`;
  const [length] = own.modifiers;
  const isShorter = own.name === 'varchar' && length !== undefined
    && (key.name === 'text' || (key.name === 'varchar' && (key.modifiers[0] ?? Infinity) > length));
  return isShorter ? `a key of more than ${length} characters cannot be referenced.` : undefined;
}

function cureOf(operation: Written, { columns }: ConstraintSpec, { column, keyAs }: KeyPair, here: Situation): Cure {
  const made = operation.kind === 'create table' ? operation.columns : operation.kind === 'add column' ? [operation.column] : [];
  const own = made.find(({ name }) => name.name === column);
  if (own && !own.sqlType.serial && columns.includes(column)) {
    return phases(inTransaction('expand', change(here.at, 'without clause', { span: own.sqlType.span, text: typeName(keyAs) })));
  }
  return advice(here.surelyNew(operation.table)
    ? `Make ${column} ${typeName(keyAs)} where the table is created.`
    : `Move ${column} to a column of type ${typeName(keyAs)} first, and give that one the foreign key.`);
}

const SERIAL: Readonly<Record<string, string>> = { int2: 'smallint', int4: 'integer', int8: 'bigint' };

/** As the writer has it; an integer with a sequence is an integer. */
function typeName({ serial, name, text }: SqlType): string {
  return serial ? SERIAL[name] ?? text : text;
}
