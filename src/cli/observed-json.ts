import { locationOf } from '../report/location.ts';
import { placeOf } from '../text/mapped.ts';
import type { Io } from './io.ts';
import type { Sighting } from './observing.ts';

/** Everything that was predicted and seen, for programs. Targets are told by their names. */
export function observedJson(sighting: Sighting, { cwd }: Io): string {
  const { project, migration, script, version, refused, rows, tables, statements } = sighting;
  const place = (text: Parameters<typeof placeOf>[0]) => {
    const { path, start } = locationOf(placeOf(text, { start: 0, end: text.text.length }), project, cwd);
    return { path, line: start.line };
  };
  return `${JSON.stringify({
    revision: migration.revision, script: script.id, tool: project.tool.name, postgres: version, rows,
    emptyTables: tables.empty.map(({ table, reason }) => ({ schema: table.schema, name: table.name, reason })),
    refusedBefore: refused.map(({ statement, failure }) => ({ ...place(statement.sql), ...failure })),
    unread: script.steps.flatMap((step) => (step.kind === 'unread' ? [step.reason] : [])),
    statements: statements.map((one) => ({
      ...place(one.fact.statement.sql), sql: one.fact.statement.sql.text,
      ...(one.kind === 'not run'
        ? { notRun: one.because }
        : { predicted: one.predicted.effects, observed: one.recorded, differences: one.differences }),
    })),
  }, undefined, 2)}\n`;
}
