import { noCure } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'drop-type',
  summary: 'Move all columns off a type before it is dropped.',
  why: `
    DROP TYPE is refused while a column, a function or another type uses it (2BP01). With CASCADE it is not refused: the
    columns go instead, and their values with them.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-droptype.html'],
  on: ['drop type'],

  check({ type, cascade }, here) {
    const columns = here.columnsOfType(type).map(({ table, column }) => `${here.named(table)}.${column}`);
    if (!cascade) {
      if (here.effects.fails?.sqlstate !== '2BP01') return [];
      const users = columns.length === 0 ? 'something' : listed(columns);
      return [{
        message: `This fails (2BP01): ${users} still ${columns.length > 1 ? 'are' : 'is'} of the type ${here.named(type)}.`,
        at: here.at,
        because: here.locks,
        cure: noCure(`Move ${columns.length === 0 ? 'what uses the type' : 'these columns'} to another type in phases, or drop them when no release names them; then the type goes.`),
      }];
    }
    if (columns.length === 0) return [];
    return [{
      message: `${listed(columns)} ${columns.length > 1 ? 'go' : 'goes'} with the type ${here.named(type)}, and the values are gone: statements of the running application that name ${columns.length > 1 ? 'them' : 'it'} fail from the moment this commits.`,
      at: here.at,
      because: here.locks,
      cure: noCure(`Move ${columns.length > 1 ? 'these columns' : 'the column'} to another type in phases, or drop ${columns.length > 1 ? 'each by its name when no release uses it' : 'it by its name when no release uses it'}; then drop the type without CASCADE.`),
    }];
  },
});
