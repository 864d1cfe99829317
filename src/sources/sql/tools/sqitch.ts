import { folderOf, joined, nameOf } from '../../../text/path.ts';
import type { World } from '../../../text/world.ts';
import type { FileName } from '../file-name.ts';
import type { Entry, Listing } from '../layout.ts';
import { Look } from '../look.ts';
import type { SqlTool } from '../tool.ts';

const PLAN = 'sqitch.plan';

/**
 * psql runs each script of the plan, statement by statement; the writer's own BEGIN and COMMIT are the only transaction.
 * https://sqitch.org/docs/manual/sqitchtutorial/, https://github.com/sqitchers/sqitch/blob/develop/lib/App/Sqitch/Engine/pg.pm (run_file)
 */
export const sqitch: SqlTool = {
  id: 'sqitch',
  name: 'Sqitch',
  owns: ({ folder, world }) => nameOf(folder) === 'deploy' && world.kindOf(joined(folderOf(folder), PLAN)) === 'file',
  layout: planned,
  style: {},
  ledger: { schema: 'sqitch', name: 'changes' },
  runs: () => ({ wraps: 'nothing', sends: 'statements', unwraps: 'never', settings: {} }),
  closed: 'sqitch.plan lists the changes and what they require: add one with `sqitch add`.',
  words: { own: 'in a change of its own, between BEGIN and COMMIT', alone: 'in a change of its own, without BEGIN and COMMIT' },
};

/**
 * The changes of the plan, in its order. One that was reworked lies twice in it: the older is named with the tag that follows it.
 * https://sqitch.org/docs/manual/sqitch-rework/
 */
function planned(folder: string, world: World): Listing {
  const above = folderOf(folder);
  const lines = new Look(above, world).text(PLAN).split(/\r?\n/).map((line) => /^[ \t]*([^\s%#\][]+)/.exec(line)?.[1] ?? '').filter((word) => word !== '');
  const entries = lines.flatMap((word, at): readonly Entry[] => {
    if (word.startsWith('@')) return [];
    const tag = lines.slice(at + 1).includes(word) ? lines.slice(at + 1).find((later) => later.startsWith('@')) ?? '' : '';
    const entry = (part: FileName['part'], place: string): Entry =>
      ({ name: { file: `${word}${tag}.sql`, version: `${word}${tag}`, words: word.replace(/[_-]+/g, ' '), part, repeatable: false }, path: joined(place, `${word}${tag}.sql`) });
    return [entry('up', folder), entry('down', joined(above, 'revert'))].filter(({ path }) => world.kindOf(path) === 'file');
  });
  return { entries, order: 'listed' };
}
