import { stopsWrites } from '../../src/effects/conflicts.ts';
import { isOfRows } from '../../src/observe/predicted.ts';
import { withRuns } from '../../src/rule/fact.ts';
import { hasRows, lockOn } from './confirm.ts';
import type { Seen } from './seen.ts';
import { ROWS } from './stage.ts';

/** This share of a table is work that grows with it. */
const MANY = ROWS / 5;

/**
 * What a statement did that grows with the rows of tables that stood before the script, while somebody had to wait: a
 * rewrite, a scan or a build under a lock that stops writers, or many rows changed. Undefined: nothing of the kind.
 */
export function hazardIn(seen: Seen): string | undefined {
  const { fact, observation, refused, scene, fate, touched } = seen;
  if (!observation || (fate !== 'ran' && !refused)) return undefined;
  const operations = withRuns(fact).flatMap(({ reading }) => reading.operations);
  const isTruncate = operations.some(({ kind }) => kind === 'truncate');
  const stopped = [...scene.relations.values()].find((one) => hasRows(one, seen) && one.indexOf === null && stopsWrites(lockOn(one, seen) ?? 'ACCESS SHARE'));
  const many = touched.filter(({ changed }) => changed >= MANY).map(({ on }) => scene.relations.get(on)).find((one) => one && hasRows(one, seen));
  if (many) return `changed many rows of ${many.name}`;
  if (!stopped) return undefined;

  const { storage: { rewritten, rebuilt, created }, scans } = observation;
  const rewrite = isTruncate ? undefined : rewritten.find((one) => hasRows(one, seen));
  if (rewrite) return `rewrote ${rewrite.name} while ${stopped.name} was locked`;
  const rebuild = isTruncate ? undefined : [...rebuilt, ...created.filter(({ kind }) => kind === 'i')].find((one) => one.indexOf !== null && scene.relations.has(one.indexOf) && hasRows(one, seen));
  if (rebuild) return `built ${rebuild.name} while ${stopped.name} was locked`;
  const readsRows = isOfRows(operations) || operations.some(({ kind }) => kind === 'run code' || kind === 'call' || kind === 'select');
  const scan = readsRows ? undefined : scans.find(({ on }) => hasRows(on, seen));
  if (scan) return `scanned ${scan.on.name} while ${stopped.name} was locked`;
  const literal = operations.every((operation) => operation.kind !== 'insert' || operation.rows !== 'query');
  const copied = !literal && touched.some(({ added }) => added >= MANY);
  if (copied) return `wrote many rows while ${stopped.name} was locked`;
  const failed = refused && /^23/.test(refused.sqlstate) && !readsRows && observation.locks.length === 0;
  return failed ? `looked at rows (${refused.sqlstate}) while ${stopped.name} was locked` : undefined;
}

