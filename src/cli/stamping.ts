import { purgeChanges, stampChanges } from '../revisions/rows.ts';
import { revisionsAt } from '../revisions/target.ts';
import { changeRows } from '../run/ledger.ts';
import type { Ground } from '../run/run.ts';
import { alone, standing } from '../run/run.ts';
import { graphOf } from './graph-of.ts';
import type { ExitCode, Io } from './io.ts';
import { online } from './online.ts';
import { positionText } from './position-text.ts';
import { Progress } from './progress.ts';
import type { StampOptions } from './stamp.ts';

/** Writes into the version table that the database stands at these revisions. Throws what `complain` knows. */
export function stamp(revisions: readonly string[], options: StampOptions, io: Io): Promise<ExitCode> {
  return online<ExitCode>(options, io, async ({ project, line, dial, target }) => {
    const graph = graphOf(project, io);
    const targets = [...new Set(revisions.flatMap((revision) => revisionsAt(graph, revision)))];
    const progress = new Progress(io);
    const ground: Ground = {
      line, dial, target, versionTable: project.found.versionTable, config: project.config.run,
      signal: io.interrupted, tell: (event) => progress.tell(event),
    };
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
  });
}
