import { randomBytes } from 'node:crypto';
import type { Project } from '../project/project.ts';
import type { Graph } from '../revisions/graph.ts';
import { inspect, type Target } from '../run/inspect.ts';
import { closeLine, openLine, type Dial, type Line } from '../run/line.ts';
import type { Exemption } from '../run/prepare.ts';
import { asRunError } from '../run/server-said.ts';
import { hasUserTables } from '../run/user-tables.ts';
import type { VersionTable } from '../run/version-table.ts';
import type { Address } from '../server/address.ts';
import { connect } from '../server/connect.ts';
import { startEmbedded, type Data, type EmbeddedServer } from '../server/embedded.ts';
import { list } from '../server/installed.ts';
import { keptMajors } from '../server/kept.ts';
import { majorOf, newestMajor, type Major } from '../server/majors.ts';
import { addressOf } from './address-of.ts';
import type { DatabaseOptions } from './database-options.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import { openOneProject } from './opening.ts';
import { refuseComputed } from './computed.ts';
import { projectMeant } from './project-options.ts';
import { soundGraph } from './sound-graph.ts';

/** A project, and a connection to the database that it is to be applied to. */
export interface Online {
  /** As our runner applies it. */
  readonly project: Project;
  readonly graph: Graph;
  readonly line: Line;
  readonly dial: Dial;
  readonly target: Target;
  /** "todo @ db.internal" */
  readonly where: string;
  readonly address: Address;
  /** Why nothing needs an approval there. */
  exemption(table: VersionTable): Promise<Exemption | undefined>;
}

/** What is done with a project and its database. */
export interface Errand<T> {
  /** What can be found out before any server is asked; throws where something is wrong. */
  before?(graph: Graph, project: Project): void;
  act(online: Online): Promise<T>;
}

/** Opens the one project and its database, and lets go of both. Throws `UsageError`, `ConnectError`, `ServerError`, `RunError`. */
export async function online<T>(options: DatabaseOptions, io: Io, { before, act }: Errand<T>): Promise<T> {
  const project = openOneProject({ ...projectMeant(options), appliedByUs: true }, io);
  const graph = soundGraph(project, io);
  refuseComputed(project, io);
  before?.(graph, project);
  const embedded = options.embedded === undefined ? undefined : await embeddedFor(project, options, io);
  try {
    const address = embedded?.address ?? addressOf(project, { databaseUrl: options.databaseUrl }, io, ' `--embedded` starts one.');
    const applicationName = `phasewise/${randomBytes(4).toString('hex')}`;
    const dial: Dial = () => connect(address, { applicationName });
    const line = await openLine(dial);
    try {
      const target = await inspect(line.client);
      if (target.serverMajor !== target.major) {
        io.err(`${io.colors.yellow('phasewise:')} PostgreSQL ${target.version} is newer than what was measured; it is judged as ${target.major}.\n`);
      }
      return await act({
        project, graph, line, dial, target, address,
        where: embedded ? 'embedded server' : `${target.database} @ ${address.host}`,
        exemption: async (table) => {
          if (embedded) return 'embedded server';
          return await hasUserTables(line.client, table) ? undefined : 'no user tables';
        },
      });
    } catch (error) {
      throw asRunError(error, line.isLost());
    } finally {
      await closeLine(line);
    }
  } finally {
    await embedded?.stop();
  }
}

async function embeddedFor(project: Project, { embedded, databaseUrl }: DatabaseOptions, io: Io): Promise<EmbeddedServer> {
  if (databaseUrl !== undefined) throw new UsageError('--embedded and --database-url name two databases. Give one of them.');
  if (embedded !== true && embedded !== 'new') throw new UsageError(`--embedded=${embedded ?? ''} is neither --embedded nor --embedded=new.`);
  io.err(io.interactive ? io.colors.dim('Starting PostgreSQL …\n') : '');
  const data: Data = embedded === 'new' ? { kind: 'new' } : { kind: 'kept', project: project.root };
  return startEmbedded({ data, major: majorFor(project, data) });
}

/** The highest major that the project names; else the one that its data is of; else the newest one installed. */
function majorFor({ config }: Project, data: Data): Major {
  const named = config.postgres?.map(majorOf).findLast((major) => major !== undefined);
  if (named !== undefined) return named;
  const installed = list().map(({ major }) => major);
  const kept = data.kind === 'kept' ? keptMajors(data.project) : [];
  return kept.findLast((major) => installed.includes(major)) ?? kept.at(-1) ?? installed.at(-1) ?? newestMajor;
}
