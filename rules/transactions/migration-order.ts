import type { Migration } from '../../src/migrations/migration.ts';
import { advice } from '../../src/rule/cure/build.ts';
import type { Finding } from '../../src/rule/finding.ts';
import type { HistorySituation } from '../../src/rule/history-situation.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';

export default defineHistoryRule({
  name: 'migration-order',
  summary: 'Let all migrations stand in one line, each with a number above the last.',
  why: `
    Two branches of a repository each add a migration, and nobody orders the two: the tool refuses to choose, or one
    database runs them in one order and the next in the other. Numbers may be left out; but one that is below the last
    published one comes too late (\`published\` in the configuration, \`--since\`), and one that is taken out again has run.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: [],

  check(here) {
    const byId = new Map(here.migrations.map((migration) => [migration.revision, migration]));
    return [...divergent(here.heads, byId, here.tool.name), ...outOfLine(here)];
  },
});

/** Heads that part from one history; branches with a label, with a beginning of their own, or that others depend on are meant. */
function divergent(heads: readonly string[], byId: ReadonlyMap<string, Migration>, tool: string): readonly Finding[] {
  const [first, ...others] = heads.filter((id) => ![...byId.values()].some(({ dependsOn }) => dependsOn.includes(id)));
  if (first === undefined) return [];
  const own = linesOf(first, byId);
  return others.flatMap((head): readonly Finding[] => {
    const line = linesOf(head, byId);
    const shared = [...line].filter((id) => own.has(id));
    const parted = [...line, ...own].filter((id) => !shared.includes(id));
    const migration = byId.get(head);
    if (!migration || shared.length === 0 || parted.some((id) => (byId.get(id)?.labels.length ?? 0) > 0)) return [];
    return [{
      message: `${first} and ${head} are both the last of this history, which parts behind ${shared[0] ?? ''}: ${tool} does not know which of them comes first.`,
      at: { script: `${head}#up`, place: migration.place },
      because: [],
      cure: advice(`Let ${head} follow ${first}, or merge the two in a revision that follows both.`),
    }];
  });
}

/** A revision and all that it follows, the nearest first. */
function linesOf(head: string, byId: ReadonlyMap<string, Migration>): ReadonlySet<string> {
  const line = new Set<string>();
  const waiting = [head];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (line.has(next)) continue;
    line.add(next);
    waiting.push(...byId.get(next)?.parents ?? []);
  }
  return line;
}

/** Numbers that are left out are no mistake: those that stood there, or come too late, are. */
function outOfLine({ migrations, changes: { published }, pending }: HistorySituation): readonly Finding[] {
  if (!published) return [];
  const numbered = migrations.filter(({ revision }) => /^\d{1,6}$/.test(revision));
  const isPending = new Set(pending?.upgrades.map(({ script }) => script.id));
  const lastHeld = numbered.findLastIndex(({ upgrade }) => !isPending.has(upgrade.id));
  return numbered.flatMap(({ revision, upgrade, place }, at): readonly Finding[] => {
    const here = { at: { script: upgrade.id, place }, because: [] };
    const gone = at === 0 ? undefined : between(numbered[at - 1]?.revision ?? '', revision).find((id) => published.scriptOf(`${id}#up`));
    const later = numbered[lastHeld]?.revision;
    return [
      ...(gone === undefined ? [] : [{
        ...here,
        message: `${gone} stands on ${published.name} and is missing here: a database that has run it has run what this history does not know.`,
        cure: advice(`Bring ${gone} back, and undo what it did in a migration of its own.`),
      }]),
      ...(later === undefined || at > lastHeld || !isPending.has(upgrade.id) ? [] : [{
        ...here,
        message: `${revision} comes before ${later}, which stands on ${published.name} already: a database that has run ${later} runs ${revision} out of order, passes it over or refuses it.`,
        cure: advice(`Give ${revision} a number above ${later}.`),
      }]),
    ];
  });
}

/** The ids that lie between two, written like the second. */
function between(before: string, id: string): readonly string[] {
  const missing = Math.min(Number(id) - Number(before) - 1, MOST);
  return Array.from({ length: Math.max(0, missing) }, (_, at) => String(Number(before) + 1 + at).padStart(id.length, '0'));
}

/** Wider gaps are no slips. */
const MOST = 100;
