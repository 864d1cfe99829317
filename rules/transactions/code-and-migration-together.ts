import { advice } from '../../src/rule/cure/build.ts';
import { describe } from '../../src/operations/describe.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import type { ScriptSituation } from '../../src/rule/script-situation.ts';

export default defineHistoryRule({
  name: 'code-and-migration-together',
  summary: 'Change the schema and the application in two change sets, unless the schema only grows.',
  why: `
    A migration and a release reach production at different moments. Where one change set holds both, the release that
    runs while the migration does is either the old one, which names what is gone, or the new one, which names what is not
    there yet. What only adds fits the old release, and may come along.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: [],
  options: {
    beside: { kind: 'texts', about: 'Files that may change beside a migration, by the ends of their names.', otherwise: ['.md', '.txt', '.sql', '.toml', '.lock', '.json', '.yml', '.yaml'] },
  },

  check({ upgrades, changes: { since } }, { beside }) {
    const code = since?.others.filter((path) => !beside.some((end) => path.endsWith(end))) ?? [];
    const [first] = code;
    if (!since || first === undefined) return [];
    const more = code.length > 1 ? ` and ${code.length - 1} other ${code.length === 2 ? 'file' : 'files'}` : '';
    return upgrades.filter(({ script }) => since.migrations.has(script.path)).flatMap((script) => narrowing(script).slice(0, 1).map(({ at, operation }) => ({
      message: `${describe(operation)} changes what the running release relies on, and ${nameOf(first)}${more} changed since ${since.name} too: one of the two is deployed before the other, and does not fit it meanwhile.`,
      at,
      because: [],
      cure: advice('Let the release that does without it go first, in a change set of its own, and this migration after it.'),
    })));
  },
});

/** What a running release may name and does not find any more as it was. */
function narrowing(script: ScriptSituation) {
  return script.written('drop column', 'drop table', 'rename column', 'rename table', 'set type', 'set not null', 'drop view', 'drop type', 'rename enum value', 'drop function', 'set schema', 'drop schema');
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
