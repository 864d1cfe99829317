import type { RelationSeen } from '../../src/server/observer/relations.ts';
import type { Session } from '../../src/server/observer/session.ts';
import { rows } from '../../src/server/observer/session.ts';

/** The tables without rows of their own, as far as they are still there. */
export async function emptyAmong(relations: readonly RelationSeen[], monitor: Session): Promise<readonly RelationSeen[]> {
  const tables = relations.filter(({ kind }) => kind === 'r' || kind === 'm');
  const there = new Set((await rows<{ oid: string }>(monitor, 'SELECT oid::text AS oid FROM pg_class WHERE oid = ANY ($1::oid[])', [tables.map(({ oid }) => oid)])).map(({ oid }) => oid));
  const questions = tables.filter(({ oid }) => there.has(oid)).map(({ oid, quoted }) => `SELECT '${oid}' AS oid WHERE NOT EXISTS (SELECT 1 FROM ONLY ${quoted})`);
  if (questions.length === 0) return [];
  const empty = new Set((await rows<{ oid: string }>(monitor, questions.join(' UNION ALL '))).map(({ oid }) => oid));
  return tables.filter(({ oid }) => empty.has(oid));
}
