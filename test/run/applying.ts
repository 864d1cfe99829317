import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject } from '../../src/project/project.ts';
import type { Destination } from '../../src/revisions/path.ts';
import { downgradePath, upgradePath } from '../../src/revisions/path.ts';
import type { Approval } from '../../src/run/approval.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { inspect } from '../../src/run/inspect.ts';
import { closeLine, openLine } from '../../src/run/line.ts';
import type { Preparation } from '../../src/run/prepare.ts';
import { prepare } from '../../src/run/prepare.ts';
import type { Ground } from '../../src/run/run.ts';
import { alone, execute } from '../../src/run/run.ts';
import type { Outcome } from '../../src/run/stop.ts';
import { connect } from '../../src/server/connect.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { rules } from '../../rules/index.ts';
import type { TestDatabase } from '../server/running.ts';
import { memoryWorld } from '../text/memory-world.ts';

/** A plain SQL project of these files, as our runner opens it: `{ '001_a.sql': '…' }`. */
export function sqlProject(files: Readonly<Record<string, string>>, run: Partial<Config['run']> = {}): Project {
  const world = memoryWorld(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/migrations/${name}`, text])));
  const found = sqlSource.detect('/app', world);
  if (!found) throw new Error('no project');
  const config = { ...DEFAULT_CONFIG, run: { ...DEFAULT_CONFIG.run, ...run } };
  return openProject({ source: sqlSource, found, config, world, appliedByUs: true });
}

export interface Applied { readonly outcome: Outcome; readonly events: readonly RunEvent[]; readonly preparation: Preparation }

interface Wish {
  readonly down?: Destination['to'];
  readonly signal?: AbortSignal;
  readonly approvals?: readonly Approval[];
  readonly onEvent?: (event: RunEvent) => void;
}

/** Upgrades a database to the heads of a project (or downgrades it) as the command line does, without its words. */
export async function apply(project: Project, database: TestDatabase, { down, signal = new AbortController().signal, approvals = [], onEvent }: Wish = {}): Promise<Applied> {
  const events: RunEvent[] = [];
  const dial = () => connect(database.address, { applicationName: 'phasewise/test' });
  const line = await openLine(dial);
  try {
    const target = await inspect(line.client);
    const tell = (event: RunEvent) => { events.push(event); onEvent?.(event); };
    const ground: Ground = { line, dial, target, versionTable: project.found.versionTable, config: project.config.run, signal, tell };
    return await alone(ground, async ({ table, rows }) => {
      const { graph } = project;
      if (!graph) throw new Error('no graph');
      const path = down === undefined ? upgradePath(graph, rows, graph.heads) : downgradePath(graph, rows, { to: down });
      const preparation = prepare({ project, rules, path, major: target.major, width: table.width, approvals, exemption: undefined });
      return { outcome: await execute(preparation.plan, table, ground), events, preparation };
    });
  } finally {
    await closeLine(line);
  }
}
