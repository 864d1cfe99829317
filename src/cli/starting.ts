import { absolute, disk } from '../project/disk.ts';
import type { Start } from '../project/start.ts';
import { revisionsIn, startFrom } from '../project/start.ts';
import type { World } from '../text/world.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import type { Wanted } from './opening.ts';
import { openOneProject } from './opening.ts';
import type { StartOptions } from './start-options.ts';

/** The beginning that was asked for; undefined: the one of the configuration, if any. Throws what `complain` knows. */
export async function startWanted(wanted: Wanted, options: StartOptions, io: Io, world: World = disk): Promise<Start | undefined> {
  const { databaseUrl, snapshot, baseline, at } = options;
  const said = [...(databaseUrl === undefined ? [] : ['--database-url']), ...(snapshot === undefined ? [] : ['--snapshot']), ...(baseline === undefined ? [] : ['--baseline'])];
  if (said.length > 1) throw new UsageError(`${said.join(' and ')} name ${said.length} beginnings. Give one of them.`);
  if (snapshot !== undefined) return startFrom({ kind: 'snapshot', path: absolute(snapshot, io.cwd), at }, disk);
  if (baseline !== undefined) return startFrom({ kind: 'baseline', path: absolute(baseline, io.cwd), at }, disk);
  if (databaseUrl !== undefined) {
    const { startLive } = await import('./starting-live.ts');
    return startLive(openOneProject(wanted, io, world), options, io);
  }
  if (at === undefined) return undefined;
  const { start } = openOneProject(wanted, io, world);
  if (!start) throw new UsageError('--at says where a database, a snapshot or a baseline stands. Name one: --database-url, --snapshot or --baseline.');
  return { ...start, at: revisionsIn(at) };
}
