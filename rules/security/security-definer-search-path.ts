import type { Cure } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { inTransaction, keep, phases, sql } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { ScriptSituation } from '../../src/rule/script-situation.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { quoteName } from '../../src/sql/quote.ts';

type Routine = OperationOf<'create function' | 'alter function'>;

export default defineScriptRule({
  name: 'security-definer-search-path',
  summary: 'Fix the search_path of functions that run with the rights of their owner.',
  why: `
    A SECURITY DEFINER function looks names up in the search_path of its caller. Whoever can create a table, function or
    operator in a schema of that path, pg_temp among them, decides what runs with the rights of the owner. CREATE OR
    REPLACE forgets a SET that it does not repeat.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY'],

  check(script) {
    return script.each('create function', 'alter function').flatMap(({ operation, here }) => {
      if (!isOpen(operation, here) || isFixedLater(operation, here, script)) return [];
      return [{
        message: `The caller's search_path decides what ${here.named(operation.function)} runs with the rights of its owner.`,
        at: here.at,
        because: [],
        cure: fixed(operation, here),
      }];
    });
  },
});

/** Bodies of the SQL standard were looked up when they were made; C looks up nothing. */
function isOpen(operation: Routine, here: Situation): boolean {
  const { definer, sets, parsed } = operation.rights;
  if (definer !== true || sets.includes('search_path') || parsed) return false;
  if (operation.kind === 'create function') return !['c', 'internal'].includes(operation.language);
  return !here.catalog.routines(operation.function.name).some(({ definition }) => /search_path/i.test(definition));
}

function isFixedLater({ function: { name } }: Routine, { at }: Situation, script: ScriptSituation): boolean {
  return script.written('alter function').some(({ operation, at: later }) =>
    later.index > at.index && operation.function.name === name && (operation.rights.sets.includes('search_path') || operation.rights.definer === false));
}

/** The path of this migration, under which the body was written, and temporary objects last, which else come first. */
function fixed(operation: Routine, here: Situation): Cure {
  const path = [...here.session.searchPath, 'pg_temp'].map(quoteName).join(', ');
  const word = here.textOf(operation.span).toLowerCase().includes('procedure') ? 'PROCEDURE' : 'FUNCTION';
  const others = here.catalog.routines(operation.function.name).length > 0;
  const passed = others && operation.arguments ? `(${operation.arguments.map(quoteType).join(', ')})` : '';
  return phases(inTransaction('expand',
    keep(here.at),
    sql(`ALTER ${word} ${here.textOf(operation.function.span)}${passed} SET search_path = ${path}`)));
}

function quoteType(type: string): string {
  return type.endsWith('[]') ? `${quoteName(type.slice(0, -2))}[]` : quoteName(type);
}
