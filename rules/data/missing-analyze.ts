import type { ObjectName } from '../../src/sql/name.ts';
import { inTransaction, keep, outside, phases, sql } from '../../src/rule/cure/build.ts';
import { touchesFewRows } from '../../src/rule/few-rows.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import type { Placed, ScriptSituation } from '../../src/rule/script-situation.ts';
import { quoteQualified } from '../../src/sql/quote.ts';

export default defineHistoryRule({
  name: 'missing-analyze',
  summary: 'Analyze a table when the planner has lost or never had its statistics.',
  why: `
    Statistics of an expression, those of CREATE STATISTICS and those of a column with a new type are not there until
    ANALYZE has run. Autovacuum runs it when a tenth of the rows has changed, which none of these do, and on a partitioned
    table never. Until then the planner guesses.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-analyze.html', 'https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-STATISTICS'],

  check({ upgrades }) {
    return upgrades.flatMap((script, at) => {
      if (script.written(...WITHOUT).length === 0) return [];
      const told = new Set<string>();
      return script.each(...WITHOUT).flatMap((placed) => {
        const { table } = placed.operation;
        const lost = lostBy(placed);
        const name = placed.here.named(table);
        if (lost === undefined || !placed.here.mayBeLarge(table) || told.has(name) || isAnalyzed(table, placed.here.at.index, script, upgrades.slice(at + 1))) return [];
        told.add(name);
        const alone = placed.here.effects.transaction === 'refused';
        return [{
          message: `${lost}, and the planner guesses how many rows of ${name} a query finds until somebody runs ANALYZE.`,
          at: placed.here.at,
          span: placed.operation.span,
          because: [],
          cure: phases((alone ? outside : inTransaction)('expand', keep(placed.here.at)), inTransaction('expand', sql(`ANALYZE ${quoteQualified(table)}`))),
        }];
      });
    });
  },
});

const WITHOUT = ['create index', 'create statistics', 'set type', 'update'] as const;

/** What is not known after it; undefined where autovacuum sees to it, or nothing is lost. */
function lostBy({ operation, here }: Placed<typeof WITHOUT[number]>): string | undefined {
  switch (operation.kind) {
    case 'create index': {
      const [expression] = operation.keys.filter((key) => key.expression.shape !== 'column');
      return expression && here.work('index build').length > 0 ? `Nothing is known of ${expression.expression.text} yet` : undefined;
    }
    case 'create statistics': return `${operation.statistics ? here.named(operation.statistics) : 'CREATE STATISTICS'} holds nothing yet`;
    case 'set type': return `The statistics of ${operation.column.name} are gone with its old type`;
    case 'update':
      return here.isPartitioned(operation.table) && !touchesFewRows(operation, here)
        ? `Autovacuum analyzes no partitioned table, this UPDATE changes ${operation.sets.join(', ')}` : undefined;
  }
}

/** By a statement behind it, or by a later script: a concurrent build stands in a file of its own. */
function isAnalyzed(table: ObjectName, index: number, script: ScriptSituation, later: readonly ScriptSituation[]): boolean {
  const own = script.written('analyze', 'vacuum').filter(({ at }) => at.index > index);
  return [...own, ...later.flatMap((next) => next.written('analyze', 'vacuum'))]
    .some(({ operation }) => (operation.kind === 'analyze' || operation.analyze)
      && (operation.tables.length === 0 || operation.tables.some(({ name }) => name === table.name)));
}
