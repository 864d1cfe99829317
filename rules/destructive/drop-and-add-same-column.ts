import type { OperationOf, SqlType } from '../../src/operations/operation.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'drop-and-add-same-column',
  summary: 'Rename or retype a column instead of dropping it and adding it anew.',
  why: `
    A schema that is compared with models knows no renames: a renamed or retyped column comes out as DROP COLUMN and ADD
    COLUMN. The new column begins empty; the values of the old one are gone.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME', 'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN'],
  on: ['drop column'],

  check({ table, column }, here) {
    if (here.surelyNew(table) || here.surelyNewColumn(table, column.name)) return [];
    const added = addedTo(table.name, here);
    const again = added.find(({ column: { name } }) => name.name === column.name);
    if (again) {
      return [{
        message: `The values of ${here.named(table)}.${column.name} are gone: it is dropped here, and comes back empty as ${again.column.sqlType.text}.`,
        at: here.at,
        because: here.locks,
        cure: noCure(`Change its type instead, by \`ALTER TABLE ${here.textOf(table.span)} ALTER COLUMN ${column.name} TYPE ${again.column.sqlType.text}\` where that is catalog-only, else through a new column; \`phasewise lint\` says which.`),
      }];
    }
    const renamed = renamedTo(here.typeOf(table, column.name), added, table.name, here);
    if (!renamed) return [];
    const to = renamed.column.name.name;
    return [{
      message: `Statements of the running application that name ${here.named(table)}.${column.name} fail from the moment this commits, and its values are gone: if ${to}, which is added here with the same type, is its new name, it comes empty.`,
      at: here.at,
      because: here.locks,
      cure: noCure(`If it is a rename, let ${to} take over from ${column.name} in phases, as \`phasewise lint\` writes them for \`ALTER TABLE ${here.textOf(table.span)} RENAME COLUMN ${column.name} TO ${to}\`; if it is none, drop ${column.name} in a migration of its own.`),
    }];
  },
});

function addedTo(table: string, here: Situation): readonly OperationOf<'add column'>[] {
  return here.inScript('add column').map(({ operation }) => operation).filter((one) => one.table.name === table);
}

/** The one column of the same type that is added where just one of it goes; nothing in between fills it. */
function renamedTo(type: SqlType | undefined, added: readonly OperationOf<'add column'>[], table: string, here: Situation): OperationOf<'add column'> | undefined {
  if (type === undefined) return undefined;
  const alike = added.filter(({ column }) => column.sqlType.name === type.name && column.sqlType.array === type.array);
  const gone = here.inScript('drop column').filter(({ operation }) => operation.table.name === table);
  const [only] = alike;
  if (!only || alike.length > 1 || gone.length > 1) return undefined;
  const isFilled = here.inScript('update').some(({ operation }) => operation.table.name === table && operation.sets.includes(only.column.name.name));
  return isFilled || only.column.generated ? undefined : only;
}
