import { inTransaction, keep, noCure, phases } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';

export default defineRule({
  name: 'drop-schema-or-database',
  summary: 'Empty a schema object by object before it is dropped.',
  why: `
    DROP SCHEMA … CASCADE takes everything in the schema with it, whether anybody thought of it or not, and whatever
    depends on that elsewhere. Each relation is locked ACCESS EXCLUSIVE until the transaction ends. Without CASCADE
    PostgreSQL refuses to drop a schema in which there is anything.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-dropschema.html', 'https://www.postgresql.org/docs/current/sql-dropdatabase.html'],
  on: ['drop schema', 'other'],

  check(operation, here) {
    if (operation.kind === 'other') {
      if (operation.tag !== 'DROP DATABASE') return [];
      return [{
        message: 'The database is gone with all that is in it, and so is every application that connects to it.',
        at: here.at,
        because: [],
        cure: noCure('A migration runs inside the database that it belongs to: drop another one by hand, when its last backup has been read back.'),
      }];
    }
    const { schema, cascade } = operation;
    if (!cascade || isMadeHere(schema, here)) return [];
    const within = here.catalog.relations().filter((relation) => relation.schema === schema && relation.type !== 'index' && !here.isNew(relation));
    const what = within.length === 0 ? 'whatever is in it' : `${listed(within.map(({ name }) => name))}`;
    return [{
      message: `The schema ${schema} goes with ${what}: statements of the running application that name any of it fail from the moment this commits, and its rows are gone.`,
      at: here.at,
      because: here.locks,
      cure: phases({
        ...inTransaction('contract', keep(here.at)),
        deployBefore: `Deploy a release that names nothing in ${schema}, drop what is in it object by object, and keep a copy of what may be wanted again.`,
      }),
    }];
  },
});

function isMadeHere(schema: string, here: Situation): boolean {
  return here.earlier('create schema').some(({ operation }) => operation.schema === schema && !operation.ifNotExists);
}
