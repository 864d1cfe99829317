import type { Direction } from '../migrations/migration.ts';
import type { Project } from '../project/project.ts';
import { disk } from '../project/disk.ts';
import { printable } from '../report/printable.ts';
import { flowed, proseWidth } from '../report/wrap.ts';
import type { Graph } from '../revisions/graph.ts';
import type { PathStep } from '../revisions/path.ts';
import { downgradePath, upgradePath } from '../revisions/path.ts';
import { downgradeTarget, upgradeTargets } from '../revisions/target.ts';
import { readApprovals } from '../run/approvals-file.ts';
import { refuseForeign, refuseUnstamped } from '../run/foreign-tool.ts';
import { RunError } from '../run/run-error.ts';
import type { Preparation } from '../run/prepare.ts';
import { prepare } from '../run/prepare.ts';
import type { Ground, Standing } from '../run/run.ts';
import { alone, execute, standing } from '../run/run.ts';
import { rules } from '../../rules/index.ts';
import { afterEmbedded } from './after-embedded.ts';
import { checkTarget, countsFromTheDatabase } from './check-target.ts';
import { delegateFor, refuseUndelegable } from './delegating.ts';
import { dryRunText } from './dry-run-text.ts';
import { durationText } from './duration-text.ts';
import { groundOf } from './ground.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { missingText, refusalsText, wayOutText } from './obstacles-text.ts';
import { offline } from './offline.ts';
import type { Online } from './online.ts';
import { online } from './online.ts';
import type { Progress } from './progress.ts';
import { positionText } from './position-text.ts';
import { stopText } from './stop-text.ts';
import type { MoveOptions } from './upgrade.ts';

interface Journey {
  readonly direction: Direction;
  readonly address: string;
  path(graph: Graph, rows: readonly string[]): readonly PathStep[];
}

/** Applies what is pending, up to a target. Throws what `complain` knows. */
export function upgrade(target: string | undefined, options: MoveOptions, io: Io): Promise<ExitCode> {
  const said = afterEmbedded(target === undefined ? [] : [target], options);
  const [address = 'head'] = said.typed;
  if (options.sql) return Promise.resolve(offline('up', address, options, io));
  const path: Journey['path'] = (graph, rows) => upgradePath(graph, rows, upgradeTargets(graph, rows, address));
  return move({ direction: 'up', address, path }, said.options, io);
}

/** Undoes revisions, down to a target. Throws what `complain` knows. */
export function downgrade(target: string | undefined, options: MoveOptions, io: Io): Promise<ExitCode> {
  const said = afterEmbedded(target === undefined ? [] : [target], options);
  const [address] = said.typed;
  if (address === undefined) throw new UsageError('downgrade needs to know where to end: the id of a revision, base, or -1.');
  if (options.sql) return Promise.resolve(offline('down', address, options, io));
  const path: Journey['path'] = (graph, rows) => downgradePath(graph, rows, downgradeTarget(graph, rows, address));
  return move({ direction: 'down', address, path }, said.options, io);
}

function move(journey: Journey, options: MoveOptions, io: Io): Promise<ExitCode> {
  return online(options, io, {
    before: (graph, project) => {
      checkTarget(journey.direction, graph, journey.address);
      if (options.delegate) refuseUndelegable(project);
      if (options.embedded === undefined) refuseForeign(project);
      readApprovals(project.root, disk);
    },
    act: (here) => goThrough(journey, here, options, io),
  });
}

async function goThrough(journey: Journey, here: Online, options: MoveOptions, io: Io): Promise<ExitCode> {
  const { graph } = here;
  const { ground: plain, progress } = groundOf(here, io);
  const ground: Ground = { ...plain, ...(options.delegate && { delegate: delegateFor(here, options, io) }) };
  const before = await standing(ground);
  await refuseUnstamped(ground.line.client, here.project, before);
  const look = async (at: Standing) => {
    const path = journey.path(graph, at.rows);
    return { path, preparation: await preparedFor(path, at, here, ground.delegate !== undefined) };
  };
  const first = await look(before);
  io.out(headline(first.path, before, here, io));
  if (first.path.length === 0) return 0;
  if (options.dryRun) io.out(dryRunText(first.preparation, here.project, io));
  const stopped = obstacles(first, here.project, io);
  if (stopped || options.dryRun) {
    io.out('Nothing was changed.\n');
    return stopped ? 1 : 0;
  }
  try {
    return await alone(ground, async (at) => {
      const moved = String(at.rows) !== String(before.rows);
      if (moved && countsFromTheDatabase(journey.address)) throw movedOn(graph, before, at, journey);
      const now = moved ? await look(at) : first;
      if (now.path.length === 0) return done(`Another run has done it: ${positionText(graph, at.rows)}.`, io);
      if (now !== first && obstacles(now, here.project, io)) return done('Nothing was changed.', io, 1);
      return await carriedOut(now.preparation, ground, at, here, progress, io);
    });
  } finally {
    progress.end();
  }
}

async function preparedFor(path: readonly PathStep[], { table }: Standing, { project, target, exemption }: Online, delegates: boolean): Promise<Preparation> {
  const approvals = readApprovals(project.root, disk);
  return prepare({
    project, rules, path, major: target.major, width: table.width, approvals, delegates,
    exemption: path.length === 0 ? undefined : await exemption(table),
  });
}

/** Says what stands in the way of a run; false where nothing does. */
function obstacles({ path, preparation: { refusals, missing } }: { readonly path: readonly PathStep[]; readonly preparation: Preparation }, project: Project, io: Io): boolean {
  if (refusals.length > 0) io.out(`${refusalsText(refusals, project, io)}${wayOutText(refusals, path, project, io)}`);
  else if (missing.length > 0) io.out(missingText(missing, project, io));
  return refusals.length > 0 || missing.length > 0;
}

async function carriedOut({ plan }: Preparation, ground: Ground, { table }: Standing, { project, graph }: Online, progress: Progress, io: Io): Promise<ExitCode> {
  const outcome = await execute(plan, table, ground);
  progress.end();
  if (outcome.kind === 'stopped') {
    const position = await standing(ground).then(({ rows }) => positionText(graph, rows), () => undefined);
    io.out(stopText(outcome, position, project, io));
    return 1;
  }
  const { rows } = await standing(ground);
  return done(`${io.colors.green('✓')} ${positionText(graph, rows)}.`, io);
}

function done(text: string, io: Io, code: ExitCode = 0): ExitCode {
  io.out(`${text}\n`);
  return code;
}

/** One step more was asked for while another run made one: nobody knows whether both were meant. */
function movedOn(graph: Graph, before: Standing, now: Standing, { address }: Journey): RunError {
  const [was, is] = [before, now].map(({ rows }) => positionText(graph, rows));
  return new RunError('row-mismatch', `another run has changed the database meanwhile: it was ${was} and is ${is}. Nothing was changed. "${address}" now means something else; run it again if that is meant.`);
}

/** "todo @ db.internal · PostgreSQL 16.4 · at 002, 2 revisions to go · lock timeout 100 ms" */
function headline(path: readonly PathStep[], { rows, table }: Standing, { where, target, project, graph }: Online, io: Io): string {
  const count = path.length === 1 ? '1 revision' : `${path.length} revisions`;
  const does = path.length === 0 ? 'nothing to do' : path[0]?.direction === 'down' ? `${count} to undo` : `${count} to go`;
  const at = table.exists || rows.length > 0 ? positionText(graph, rows) : `at base (no ${table.name} yet)`;
  const parts = [where, `PostgreSQL ${target.version}`, `${at}, ${does}`, ...(path.length === 0 ? [] : [`lock timeout ${durationText(project.config.run.lockTimeout)}`])];
  const lines = flowed(parts.map(printable), ' · ', proseWidth(io.columns)).map(io.colors.dim);
  return `${lines.join('\n')}\n${path.length === 0 ? '' : '\n'}`;
}
