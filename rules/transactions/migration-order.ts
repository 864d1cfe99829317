import type { Migration } from '../../src/migrations/migration.ts';
import { advice } from '../../src/rule/cure/build.ts';
import type { Finding } from '../../src/rule/finding.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';

export default defineHistoryRule({
  name: 'migration-order',
  summary: 'Let all migrations stand in one line, each with a number above the last.',
  why: `
    Two branches of a repository each add a migration, and nobody orders the two: the tool refuses to choose, or one
    database runs them in one order and the next in the other. A number that is missing comes later, and is passed over
    where higher ones have run.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: [],

  check({ migrations, heads, tool }) {
    const byId = new Map(migrations.map((migration) => [migration.revision, migration]));
    return [...divergent(heads, byId, tool.name), ...missing(migrations)];
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

/** Where all numbers follow each other but for one or two places. */
function missing(migrations: readonly Migration[]): readonly Finding[] {
  const numbers = migrations.map(({ revision }) => (/^\d{1,6}$/.test(revision) ? Number(revision) : NaN));
  if (migrations.length < ENOUGH || numbers.some(Number.isNaN)) return [];
  const gaps = migrations.flatMap((migration, at) => {
    const before = numbers[at - 1];
    const number = numbers[at] ?? 0;
    return before === undefined || number === before + 1 ? [] : [{ migration, before, number }];
  });
  if (gaps.length > 2) return [];
  return gaps.flatMap(({ migration: { revision, place }, before, number }): readonly Finding[] => {
    if (number !== before + 2) return [];
    const gap = String(number - 1).padStart(revision.length, '0');
    return [{
      message: `There is no ${gap} before ${revision}: when it comes from another branch, a database that has run ${revision} already passes it over or refuses it.`,
      at: { script: `${revision}#up`, place },
      because: [],
      cure: advice(`Bring ${gap} back, or see that it is on no branch, and give the next one a number above the last.`),
    }];
  });
}

/** So many make a row of numbers. */
const ENOUGH = 4;
