import type { Catalog } from '../catalog/catalog.ts';
import { BEFORE } from '../catalog/draft.ts';
import { guarded, Replay } from '../catalog/history.ts';
import { emptyCatalog } from '../catalog/replayed.ts';
import { SnapshotError } from '../catalog/snapshot.ts';
import { readStatement } from '../operations/read.ts';
import { newSession } from '../session/connection.ts';
import { loneText } from '../sources/sql/file-text.ts';
import { stepsOf } from '../sources/sql/steps.ts';
import { Lines } from '../text/lines.ts';

/**
 * The catalog after the statements of a file that makes all there is, such as pg_dump's `schema.sql`. What is not in it
 * does not exist. Throws `SnapshotError` where PostgreSQL would refuse a statement.
 * https://www.postgresql.org/docs/current/app-pgdump.html
 */
export function baselineOf(path: string, text: string): Catalog {
  const history = new Replay(emptyCatalog({ complete: true }));
  let session = newSession({ settings: {} });
  for (const step of stepsOf(loneText(path, text), { start: 0, end: text.length })) {
    if (step.kind === 'unread') history.unread(step, session);
    if (step.kind !== 'statement') continue;
    const { operations, error, unread } = readStatement(step.sql.text);
    if (error) {
      const [piece] = step.sql.pieces;
      const { line } = new Lines(text).positionOf((piece?.from.span.start ?? 0) + error.span.start);
      throw new SnapshotError(`line ${line}: PostgreSQL would refuse this: ${error.message}`);
    }
    history.step(guarded(operations, step.when), BEFORE, session);
    for (const one of unread) history.unread(one, session);
    session = session.after(operations);
  }
  return history.catalog.disconnected();
}
