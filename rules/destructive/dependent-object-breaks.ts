import type { OperationOf } from '../../src/operations/operation.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { tokensOf, wordOf } from '../../src/sql/tokens.ts';

export default defineRule({
  name: 'dependent-object-breaks',
  summary: 'Replace functions that name a column or table before it goes.',
  why: `
    PostgreSQL keeps no record of what the body of a function names, unless the body is written as SQL statements (14).
    Nothing refuses to drop or rename a column that a function uses; the function fails at its next call.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-depend.html'],
  on: ['drop column', 'rename column', 'drop table', 'rename table'],

  check(operation, here) {
    if (here.surelyNew(operation.table)) return [];
    const functions = here.catalog.allRoutines().filter(({ name, definition }) => names(definition, operation) && !isReplaced(name, here)).map(({ name }) => `${name}()`);
    if (functions.length === 0) return [];
    const what = 'column' in operation ? `${here.named(operation.table)}.${operation.column.name}` : here.named(operation.table);
    return [{
      message: `${listed(functions)} ${functions.length > 1 ? 'name' : 'names'} ${what} and ${functions.length > 1 ? 'fail' : 'fails'} at the next call: nothing reminds PostgreSQL of it here.`,
      at: here.at,
      because: [],
      cure: noCure(`Replace ${listed(functions)} by one that does without ${what} first, with CREATE OR REPLACE FUNCTION.`),
    }];
  },
});

/** The words of both the table and the column stand in the body, or of a table that goes. */
function names(definition: string, operation: OperationOf<'drop column' | 'rename column' | 'drop table' | 'rename table'>): boolean {
  if (!definition.toLowerCase().includes(operation.table.name.toLowerCase())) return false;
  const body = tokensOf(definition).filter(({ kind }) => kind === 'dollar string' || kind === 'string').map(({ start, end }) => definition.slice(start, end).replace(/^\$[^$]*\$|\$[^$]*\$$|^'|'$/g, '')).join(' ');
  const words = new Set(tokensOf(body).filter(({ kind }) => kind === 'word' || kind === 'name').map((token) => wordOf(body, token)));
  return words.has(operation.table.name) && (!('column' in operation) || words.has(operation.column.name));
}

/** This script makes it anew, or drops it. */
function isReplaced(name: string, here: Situation): boolean {
  return here.inScript('create function', 'drop function').some(({ operation }) => operation.function.name === name);
}
