import { randomBytes } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.ts';
import { readLive } from '../catalog/live/live.ts';
import { membersOf } from '../catalog/live/members.ts';
import { restored } from '../catalog/restored.ts';
import type { Snapshot } from '../catalog/snapshot.ts';
import { cannotRepeat } from '../project/outside.ts';
import type { Project } from '../project/project.ts';
import type { Start } from '../project/start.ts';
import { majorIn, revisionsIn } from '../project/start.ts';
import { statisticsIn } from '../project/statistics.ts';
import { closeLine, openLine } from '../run/line.ts';
import { standing } from '../run/run.ts';
import { asRunError, isLockTrouble, serverSaid } from '../run/server-said.ts';
import { connect } from '../server/connect.ts';
import type { TypedAddress } from './address-of.ts';
import { addressOf } from './address-of.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import type { StartOptions } from './start-options.ts';

/** The beginning that a database gives. Apart, because the way to a server takes long to load. */
export async function startLive(project: Project, { databaseUrl, at }: StartOptions, io: Io): Promise<Start> {
  const { snapshot, name } = await readDatabase(project, { databaseUrl }, io);
  const catalog: Catalog = restored(snapshot, 'server');
  const { tool } = project.found;
  if (at === undefined && tool) {
    throw new UsageError(`${name} does not say where it stands in a way that Phasewise reads: ${tool.ledger.name} is ${tool.name}'s. Say it: --at <revision>.`);
  }
  return { name, catalog, at: at === undefined ? snapshot.at ?? [] : revisionsIn(at), major: majorIn(snapshot.postgres), statistics: statisticsIn(name, snapshot) };
}

/** A database as it is now, and what a person calls it. `at` is known where the project's own version table is there. */
export async function readDatabase(
  project: Project | undefined, typed: TypedAddress, io: Io, read: typeof readLive = readLive,
): Promise<{ readonly snapshot: Snapshot; readonly name: string; readonly members: readonly string[] }> {
  cannotRepeat();
  const address = addressOf(project, typed, io);
  const line = await openLine(() => connect(address, { applicationName: `phasewise/${randomBytes(4).toString('hex')}` }));
  try {
    const snapshot = await read(line.client);
    const members = snapshot.extensions.length > 0 ? await membersOf(line.client) : [];
    const stands = project && !project.found.tool ? await standing({ line, versionTable: project.found.versionTable }) : undefined;
    return { snapshot: stands?.table.exists ? { ...snapshot, at: stands.rows } : snapshot, name: `${address.database} @ ${address.host}`, members };
  } catch (error) {
    const said = serverSaid(error);
    if (said && isLockTrouble(said)) {
      throw new UsageError(`somebody is changing a table of ${address.database} and holds it ACCESS EXCLUSIVE, so that its definition cannot be read. Try again when they have ended.`);
    }
    throw asRunError(error, line.isLost());
  } finally {
    await closeLine(line);
  }
}
