import type { OperationOf, SqlType } from '../../src/operations/operation.ts';
import { becomes } from '../../src/rule/becomes.ts';
import { advice } from '../../src/rule/cure/build.ts';
import type { Finding } from '../../src/rule/finding.ts';
import type { Naming, Release } from '../../src/rule/release.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'column-used-by-running-release',
  summary: 'Give a column another kind of value, or require one, when the running release is ready for it.',
  why: `
    The release that runs while a migration does was written for the column as it was. It compares, binds and reads values
    of the old type, and its INSERTs leave out what was optional. \`release\` in the configuration names its sources: they
    are read on the published branch, else as they are here, and never run. With them drop-column, drop-table,
    rename-column and rename-table name the places that break, and only note what no file names any more.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-COLUMN-TYPE', 'https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL'],
  yieldsTo: ['recreate-enum'],
  on: ['set type', 'set not null'],

  check(operation, here) {
    const { table, column } = operation;
    const { release } = here;
    if (!release || here.surelyNew(table) || here.surelyNewColumn(table, column.name)) return [];
    const naming = release.naming({ table: table.name, column: here.nameBefore(table, column.name) });
    return operation.kind === 'set type' ? otherKind(operation, naming, release, here) : newlyRequired(operation, naming, release, here);
  },
});

function otherKind(operation: OperationOf<'set type'>, naming: Naming, { where }: Release, here: Situation): readonly Finding[] {
  const { table, column, to } = operation;
  const from = here.typeOf(table, column.name);
  const [before, after] = [from && kindOf(from), kindOf(to)];
  if (naming.kind !== 'named' || before === undefined || after === undefined || before === after) return [];
  return [{
    message: `The running application was written for ${before} in ${here.named(table)}.${column.name} and meets ${after} from the moment this commits, since ${becomes(operation, here)}: ${placesOf(naming, 'it')} ${where}.`,
    at: here.at,
    span: to.span,
    because: [],
    cure: advice(`Put the values into a new column of type ${to.text}, deploy a release that uses it, and drop ${column.name} after that.`),
  }];
}

/** Values that programs hold in different ways; undefined: nobody knows, or each program as it likes. */
function kindOf({ schema, name, array }: SqlType): string | undefined {
  const kind = schema === undefined || schema === 'pg_catalog' ? Object.entries(KINDS).find(([, names]) => names.includes(name))?.[0] : undefined;
  return kind === undefined || !array ? kind : `arrays of ${kind}`;
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  'whole numbers': ['int2', 'int4', 'int8'],
  'numbers with a fraction': ['float4', 'float8', 'numeric'],
  'text': ['text', 'varchar', 'bpchar', 'citext'],
  'truth values': ['bool'],
  'days': ['date'],
  'times without a zone': ['timestamp'],
  'times with a zone': ['timestamptz'],
  'JSON': ['json', 'jsonb'],
  'UUIDs': ['uuid'],
  'bytes': ['bytea'],
};

function newlyRequired({ table, column }: OperationOf<'set not null'>, naming: Naming, release: Release, here: Situation): readonly Finding[] {
  const known = here.column(table, column.name);
  const inserts = release.naming({ table: table.name });
  if (naming.kind !== 'not named' || inserts.kind !== 'named' || !known || known.fallback || known.identity || known.generated || here.surelyNotNull(table, column.name)) return [];
  if (here.later('set default').some(({ operation }) => operation.column.name === column.name)) return [];
  const name = `${here.named(table)}.${column.name}`;
  return [{
    message: `INSERTs of the running application into ${here.named(table)} fail from the moment this commits (23502): ${name} has no default, and none of the ${naming.files} source files ${release.where} names it, though ${placesOf(inserts, here.named(table))}.`,
    at: here.at,
    because: [],
    cure: advice(`Deploy a release that writes ${column.name} in every INSERT into ${here.named(table)}, or give ${column.name} a default first.`),
  }];
}

function placesOf({ at, more }: Extract<Naming, { kind: 'named' }>, what: string): string {
  const places = more === 0 ? at.join(' and ') : `${at.join(', ')} and ${more} more ${more === 1 ? 'place' : 'places'}`;
  return `${places} ${at.length + more === 1 ? 'names' : 'name'} ${what}`;
}
