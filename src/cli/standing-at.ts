import { tips } from '../revisions/ancestry.ts';
import { upgradePath } from '../revisions/path.ts';
import { titled } from '../revisions/revision.ts';
import { flowed, proseWidth } from '../report/wrap.ts';
import { printable } from '../report/printable.ts';
import { standing } from '../run/run.ts';
import type { CurrentOptions } from './current.ts';
import type { ExitCode, Io } from './io.ts';
import { online } from './online.ts';
import { positionText } from './position-text.ts';
import { revisionBlock, revisionLine, revisionsOf } from './revision-text.ts';
import type { StatusOptions } from './status.ts';

/** Prints the revisions that the version table holds. Throws what `complain` knows. */
export function current(options: CurrentOptions, io: Io): Promise<ExitCode> {
  return online<ExitCode>(options, io, { act: async ({ project, graph, line }) => {
    const { table, rows } = await standing({ line, versionTable: project.found.versionTable });
    const lines = rows.map((id) => {
      const revision = graph.revisions.get(id);
      if (!revision) return printable(`${id} (no file declares it)`);
      return options.verbose ? revisionBlock(revision, io.cwd) : revisionLine(revision);
    });
    const none = table.exists ? 'base: nothing is applied.' : `base: there is no ${table.name} yet.`;
    io.out(`${rows.length === 0 ? none : lines.join(options.verbose ? '\n\n' : '\n')}\n`);
    const missing = options.checkHeads ? revisionsOf(graph, tips(graph, graph.heads)).filter(({ id }) => !rows.includes(id)) : [];
    if (missing.length > 0) io.err(`${io.colors.yellow('phasewise:')} the database is not at ${missing.map(titled).join(', ')}. \`phasewise upgrade heads\` brings it there.\n`);
    return missing.length > 0 ? 1 : 0;
  } });
}

/** Prints what is applied and what is pending. Throws what `complain` knows. */
export function status(options: StatusOptions, io: Io): Promise<ExitCode> {
  return online<ExitCode>(options, io, { act: async ({ project, graph, line, where, target }) => {
    const { rows } = await standing({ line, versionTable: project.found.versionTable });
    const pending = upgradePath(graph, rows, graph.heads).map(({ revision }) => revision);
    if (options.json) {
      const { heads } = graph;
      io.out(`${JSON.stringify({ schema: 1, database: target.database, postgres: target.version, current: rows, heads, pending: pending.map(({ id }) => id), upToDate: pending.length === 0 })}\n`);
    } else {
      const count = pending.length === 0 ? 'nothing is pending' : pending.length === 1 ? '1 revision is pending' : `${pending.length} revisions are pending`;
      const headline = flowed([where, `PostgreSQL ${target.version}`, `${positionText(graph, rows)}, ${count}`].map(printable), ' · ', proseWidth(io.columns));
      io.out(`${[...headline, ...pending.map((revision) => printable(`  ${titled(revision)}`))].join('\n')}\n`);
    }
    return options.exitCode && pending.length > 0 ? 1 : 0;
  } });
}
