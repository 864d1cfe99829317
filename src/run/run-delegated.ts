import { compareNatural } from '../text/natural.ts';
import type { RowChange } from '../revisions/rows.ts';
import { quoteQualified } from '../sql/quote.ts';
import type { Crew } from './crew.ts';
import { callDelegate } from './delegate.ts';
import { readRows } from './ledger.ts';
import type { PlannedScript } from './plan.ts';
import { Stopped } from './stop.ts';
import { findVersionTable } from './version-table.ts';

/** Has the project's own tool run a script, and looks whether the version table says that it has. Throws `Stopped`. */
export async function runDelegated(script: PlannedScript, words: readonly string[], crew: Crew): Promise<void> {
  const { delegate, watch: { client }, signal, tell } = crew;
  if (!delegate) throw new RangeError('A script is delegated where there is somebody to delegate it to.');
  const before = await readRows(client, crew.table);
  tell({ kind: 'delegate begins', delegate, words });
  const end = await callDelegate(delegate, words, { signal, said: (line) => tell({ kind: 'delegate said', line }) });
  if (end.kind === 'ended') tell({ kind: 'delegate ended', delegate, code: end.code, took: end.took });
  if (signal.aborted) throw new Stopped({ kind: 'interrupted', statement: undefined, leftBehind: [] });
  if (end.kind === 'not started' || end.code !== 0) throw new Stopped({ kind: 'delegate failed', delegate, end });

  crew.table = await findVersionTable(client, crew.table);
  const now = await readRows(client, crew.table);
  const expected = changed(before, script.step.rows);
  if (String(now) !== String(expected)) throw new Stopped({ kind: 'delegate elsewhere', delegate, table: quoteQualified(crew.table), expected, now });
}

function changed(rows: readonly string[], changes: readonly RowChange[]): readonly string[] {
  const held = new Set(rows);
  for (const change of changes) {
    if (change.kind !== 'insert') held.delete(change.kind === 'update' ? change.from : change.revision);
    if (change.kind !== 'delete') held.add(change.kind === 'update' ? change.to : change.revision);
  }
  return [...held].sort(compareNatural);
}
