import type { UserType } from '../../src/catalog/object.ts';
import type { OperationOf, SqlType } from '../../src/operations/operation.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteLiteral, quoteQualified } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'recreate-enum',
  summary: 'Add labels to an enum instead of making it anew.',
  why: `
    ORMs change the labels of an enum by making a new type, casting every column to it, and dropping the old one. The cast
    writes each table and its indexes again under ACCESS EXCLUSIVE, and fails where a row holds a label that is gone.
    ALTER TYPE … ADD VALUE takes a moment and locks no table.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertype.html', 'https://www.postgresql.org/docs/current/datatype-enum.html#DATATYPE-ENUM-IMPLEMENTATION-DETAILS'],
  on: ['set type'],

  check(operation, here) {
    const { table, column, to } = operation;
    const rewrites = here.work('rewrite');
    const old = enumOf(here.typeOf(table, column.name), here);
    const fresh = enumOf(to, here);
    if (rewrites.length === 0 || !old || !fresh || here.surelyNew(table)) return [];
    const gone = old.labels.filter((label) => !fresh.labels.includes(label));
    const breaks = gone.length === 0 ? '' : ` It fails (22P02) where a row still holds ${listed(gone.map(quoteLiteral), 'or')}.`;
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again, only to change the labels of ${column.name}.${breaks}`,
      at: here.at,
      span: to.span,
      because: rewrites,
      cure: cureOf(operation, nameBefore(old, here), old, fresh, gone),
    }];
  },
});

/** The name that the old type had before the exchange. */
function nameBefore({ schema, name }: UserType, here: Situation): string {
  const renamed = here.inScript('rename type').find(({ operation }) => operation.to.name === name);
  return quoteQualified({ schema: schema === 'public' ? undefined : schema, name: renamed?.operation.type.name ?? name });
}

function cureOf({ column }: OperationOf<'set type'>, name: string, old: UserType, fresh: UserType, gone: readonly string[]) {
  const added = fresh.labels.flatMap((label, at) => {
    const before = fresh.labels[at - 1];
    return old.labels.includes(label) ? [] : [`\`ALTER TYPE ${name} ADD VALUE ${quoteLiteral(label)}${before === undefined ? ` BEFORE ${quoteLiteral(old.labels[0] ?? '')}` : ` AFTER ${quoteLiteral(before)}`}\``];
  });
  const adds = added.length === 0 ? '' : `${added.join(', ')} instead of the whole exchange. `;
  if (gone.length === 0) return noCure(`Send ${adds === '' ? 'nothing: the labels are the same.' : adds.trim()}`);
  return noCure(`${adds === '' ? '' : `Send ${adds}`}Leave ${listed(gone.map(quoteLiteral))} in the type, unused; to be rid of a label, move ${column.name} to a new column of the new type in phases.`);
}

function enumOf(type: SqlType | undefined, here: Situation): UserType | undefined {
  if (type === undefined || type.array) return undefined;
  const answer = here.catalog.userType(type, here.session);
  const own = answer.known ? answer.value : answer.last;
  return own?.type === 'enum' ? own : undefined;
}
