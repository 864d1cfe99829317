import type { Graph } from '../revisions/graph.ts';
import { purgeChanges, stampChanges } from '../revisions/rows.ts';
import { revisionsAt } from '../revisions/target.ts';
import { changeRows } from '../run/ledger.ts';
import { alone, standing } from '../run/run.ts';
import { afterEmbedded } from './after-embedded.ts';
import { groundOf } from './ground.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { online } from './online.ts';
import { stampOffline } from './offline.ts';
import { positionText } from './position-text.ts';
import type { StampOptions } from './stamp.ts';

/** Writes into the version table that the database stands at these revisions. Throws what `complain` knows. */
export function stamp(typed: readonly string[], typedOptions: StampOptions, io: Io): Promise<ExitCode> {
  const { typed: revisions, options } = afterEmbedded(typed, typedOptions);
  if (revisions.length === 0) throw new UsageError('stamp needs to know where the database stands: ids, head, heads or base.');
  if (options.sql) return Promise.resolve(stampOffline(revisions, options, io));
  const targetsIn = (graph: Graph) => [...new Set(revisions.flatMap((revision) => revisionsAt(graph, revision)))];
  return online<ExitCode>(options, io, { before: targetsIn, act: async (here) => {
    const { graph, line } = here;
    const targets = targetsIn(graph);
    const { ground } = groundOf(here, io);
    return alone<ExitCode>(ground, async ({ table, rows }) => {
      const changes = options.purge ? purgeChanges(graph, rows, targets) : stampChanges(graph, rows, targets);
      await line.client.query('BEGIN');
      try {
        await changeRows(line.client, table, changes);
        await line.client.query('COMMIT');
      } catch (error) {
        await line.client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
      const after = await standing(ground);
      io.out(`${changes.length === 0 ? 'Already' : `${io.colors.green('✓')} Now`} ${positionText(graph, after.rows)}. No migration was run.\n`);
      return 0;
    });
  } });
}
