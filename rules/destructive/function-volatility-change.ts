import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Column, Index, Relation } from '../../src/catalog/object.ts';
import { lastKnown } from '../../src/effects/moment.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { perScript } from '../../src/rule/per-script.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'function-volatility-change',
  summary: 'Give a changed function a new name where indexes or stored columns are built on it.',
  why: `
    An index over an expression and a stored generated column keep what the function gave when the row was written. When
    the function changes, old rows keep old results: the index finds them under the wrong key, and nobody is told.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/xfunc-volatility.html', 'https://www.postgresql.org/docs/current/indexes-expressional.html'],
  on: ['create function', 'alter function'],

  check(operation, here) {
    if (operation.kind === 'create function' && !operation.replace) return [];
    if (operation.kind === 'alter function' && operation.volatility === undefined) return [];
    const users = builtOn(operation, here);
    if (users.length === 0) return [];
    const name = here.named(operation.function);
    return [{
      message: `${name}() may give other results from now on, and ${listed(users)} ${users.length > 1 ? 'keep' : 'keeps'} those of before: queries find the rows that exist by the old ones until ${users.length > 1 ? 'they are' : 'it is'} built again.`,
      at: here.at,
      because: [],
      cure: noCure(`Make the new function under a new name, build what stands on it anew beside the old, and drop the old; where no result changes, there is nothing to do.`),
    }];
  },
});

interface Calling { readonly calls: readonly string[] }

function builtOn({ function: { name } }: OperationOf<'create function' | 'alter function'>, here: Situation): readonly string[] {
  if (!calledByStored(here.script).has(name)) return [];
  const calls = (expression: Calling | undefined) => expression !== undefined && namesIn(expression).includes(name);
  return here.catalog.relations().filter((relation) => relation.type !== 'index' && !here.isNew(relation)).flatMap((relation) => [
    ...indexesWith(calls, relation, here.catalog).map((index) => `the index ${index.relation.name}`),
    ...columnsWith(calls, relation, here.catalog).map((column) => `the column ${here.nameOf({ kind: 'relation', relation })}.${column.name}`),
  ]);
}

/** The functions that any index or stored column calls where a script begins or ends: most call none, and to ask them all for each function takes long. */
const calledByStored = perScript((facts): ReadonlySet<string> => {
  const called = new Set<string>();
  const note = (expression: Calling | undefined) => {
    for (const name of expression ? namesIn(expression) : []) called.add(name);
    return false;
  };
  for (const before of new Set([...facts.slice(0, 1), ...facts.slice(-1)].map((fact) => fact.before))) {
    for (const relation of before.relations()) {
      indexesWith(note, relation, before);
      columnsWith(note, relation, before);
    }
  }
  return called;
});

type Asked = (expression: Calling | undefined) => boolean;

function indexesWith(calls: Asked, relation: Relation, catalog: Catalog): readonly Index[] {
  return lastKnown(catalog.indexes(relation)).filter(({ keys, where }) => keys.some(({ expression }) => calls(expression)) || calls(where));
}

function columnsWith(calls: Asked, relation: Relation, catalog: Catalog): readonly Column[] {
  return lastKnown(catalog.columns(relation)).filter(({ generated }) => generated?.stored === true && calls(generated.as));
}

function namesIn({ calls }: Calling): readonly string[] {
  return calls.map((call) => call.slice(call.lastIndexOf('.') + 1));
}
