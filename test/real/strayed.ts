import { stronger } from '../../src/effects/conflicts.ts';
import type { Lock, LockMode, Work } from '../../src/effects/effect.ts';
import { NO_EFFECTS } from '../../src/effects/effect.ts';
import type { Difference } from '../../src/observe/compare.ts';
import { differences } from '../../src/observe/compare.ts';
import { HOME } from '../../src/observe/observed.ts';
import { isOfRows } from '../../src/observe/predicted.ts';
import { labelOf, recordedOf } from '../../src/observe/recorded.ts';
import type { Fact } from '../../src/rule/fact.ts';
import { withRuns } from '../../src/rule/fact.ts';
import type { RelationSeen } from '../../src/server/observer/relations.ts';
import { hasRows } from './confirm.ts';
import type { Seen } from './seen.ts';

/** Where the effects that are predicted of a statement differ from what the server did. */
export function strayed({ fact, scene, observation, refused, fate }: Seen): readonly Difference[] {
  const [treatment] = fact.treatments;
  if (fate !== 'ran' || refused || !observation || !treatment) return [];
  const tables = [...scene.relations.values()].filter(({ kind }) => 'rpm'.includes(kind));
  const empty = tables.filter((table) => !hasRows(table, { scene }));
  // What the script itself has made, nobody else sees.
  const isOld = ({ oid, indexOf }: RelationSeen) => scene.columns.has(indexOf ?? oid);
  const old = { ...observation, locks: observation.locks.filter(({ on }) => isOld(on)), probes: observation.probes.filter(({ table }) => isOld(table)) };
  const recorded = recordedOf(old, HOME, empty);
  const { effects, majors: [major = 18] } = treatment;
  const held = tables.flatMap((table): readonly (readonly [string, LockMode])[] => {
    const mode = scene.held.get(table.oid);
    return mode ? [[labelOf(table, HOME), mode]] : [];
  });
  // What is held is not taken again, and what is taken beside it does not count.
  const takenAndHeld = { ...recorded.locks, ...Object.fromEntries(held.map(([name, mode]) => [name, recorded.locks?.[name] ? stronger(recorded.locks[name], mode) : mode])) };
  const isHeld = (name: string) => held.some(([one]) => one === name);
  const operations = withRuns(fact).flatMap(({ reading }) => reading.operations);
  const ofRows = isOfRows(operations);
  const fromQuery = operations.some((operation) => operation.kind === 'create view' || operation.kind === 'refresh' || (operation.kind === 'create table' && operation.fromQuery));
  const foretold = { effects: [{ ...NO_EFFECTS, ...effects, locks: effects.locks.filter((lock) => !isNewborn(lock, fact)), work: effects.work.map(asFarAsRowsGo) }], catalog: fact.before, major, ofRows };
  return differences(foretold, { ...recorded, locks: takenAndHeld }, HOME).filter(({ about, predicted, observed }) => {
    const name = /^(?:lock|blocked) on (.*)$/.exec(about)?.[1];
    // How queries find rows is up to the planner, and what every query takes stands in nobody's way.
    if (name === undefined) return !(about.startsWith('scan of') && (ofRows || fromQuery));
    const isSequence = [...scene.relations.values()].some((one) => one.kind === 'S' && labelOf(one, HOME) === name);
    const isWeak = [predicted, observed].every((mode) => /^(?:no|ACCESS SHARE|ROW SHARE|ROW EXCLUSIVE)$/.test(mode));
    return !isHeld(name) && !isSequence && !isWeak;
  });
}

/** Without referencing rows nobody looks for the rows that they reference. */
function asFarAsRowsGo(work: Work): Work {
  return work.role === 'referenced' ? { ...work, certain: false } : work;
}

function isNewborn({ on }: Lock, { at }: Fact): boolean {
  return on.kind === 'relation' && on.relation.born.script === at.script;
}
