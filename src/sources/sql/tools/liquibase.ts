import { compareNatural } from '../../../text/natural.ts';
import { nameOf } from '../../../text/path.ts';
import type { World } from '../../../text/world.ts';
import { FORMATTED } from '../changesets.ts';
import type { Listing } from '../layout.ts';
import { filesBelow } from '../layout.ts';
import { Look } from '../look.ts';
import type { SqlTool } from '../tool.ts';

const CHANGELOGS = ['xml', 'yaml', 'yml', 'json'].flatMap((ending) => ['db.changelog-master', 'changelog-master', 'db.changelog-root', 'changelog-root', 'changelog'].map((name) => `${name}.${ending}`));

/**
 * Statements one by one, in a transaction around a changeset unless it says `runInTransaction:false`.
 * https://docs.liquibase.com/concepts/changelogs/sql-format.html, https://docs.liquibase.com/concepts/changelogs/attributes/run-in-transaction.html
 */
export const liquibase: SqlTool = {
  id: 'liquibase',
  name: 'Liquibase',
  owns: (here) => FORMATTED.test(here.sample),
  layout: included,
  style: { changesets: true },
  ledger: { name: 'databasechangelog' },
  runs: () => ({ wraps: 'script', sends: 'statements', unwraps: 'never', settings: {} }),
  closed: 'Liquibase knows a changeset by its author, its id and its checksum, which are for its writer to give.',
  words: { own: 'in a changeset of its own', alone: 'in a changeset of its own, with runInTransaction:false on its line' },
};

/** As the changelog names them; those that it includes by folder, or that no changelog names, by their names. */
function included(folder: string, world: World): Listing {
  const changelog = new Look(folder, world).nearest(...CHANGELOGS);
  const named = [...changelog.matchAll(/[\w./-]+\.sql\b/g)].map(([path]) => nameOf(path));
  const place = (path: string) => (named.indexOf(nameOf(path)) + named.length + 1) % (named.length + 1);
  const entries = [...filesBelow(folder, world).entries].sort((a, b) => place(a.path) - place(b.path) || compareNatural(a.path, b.path));
  return { entries, order: 'listed' };
}
