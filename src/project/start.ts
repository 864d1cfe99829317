import type { Catalog } from '../catalog/catalog.ts';
import { parseSnapshot } from '../catalog/snapshot-file.ts';
import { restored } from '../catalog/restored.ts';
import type { Snapshot } from '../catalog/snapshot.ts';
import { SnapshotError } from '../catalog/snapshot.ts';
import { ancestors } from '../revisions/ancestry.ts';
import type { Graph } from '../revisions/graph.ts';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../config/config.ts';
import { decode } from '../text/decode.ts';
import { nearest } from '../text/nearest.ts';
import { hashOf } from '../text/hash.ts';
import { folderOf, joined, nameOf } from '../text/path.ts';
import type { World } from '../text/world.ts';
import { Unreadable } from '../text/world.ts';
import type { Statistics } from '../rule/statistics.ts';
import { baselineOf } from './baseline.ts';
import { statisticsIn } from './statistics.ts';

/** What the history begins with, where it is not nothing. */
export interface Start {
  /** As a person calls it: "schema.sql", "todo @ db.internal". */
  readonly name: string;
  readonly catalog: Catalog;
  /** The revisions it stands at; none: it is what the first revision finds. */
  readonly at: readonly string[];
  /** The major of the server that it is of. */
  readonly major?: number;
  /** How large its tables are and how they are used, where it tells. */
  readonly statistics?: Statistics;
}

/** A start that cannot be had. `message` names the thing and the way out. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

/** A file to start from. `at`: the revision that it stands at, if the writer says so. */
export interface StartFile { readonly kind: 'snapshot' | 'baseline'; readonly path: string; readonly at?: string }

/** The file that the configuration names. Throws `ConfigError`. */
export function configuredStart({ path: config, catalog: { from, baseline, at } }: Config, world: World): Start | undefined {
  const written = from ?? baseline;
  if (config === undefined || written === undefined) return undefined;
  const [kind, key] = from === undefined ? ['baseline', 'catalog.baseline'] as const : ['snapshot', 'catalog.from'] as const;
  try {
    return startFrom({ kind, path: joined(folderOf(config), written), at }, world);
  } catch (error) {
    if (error instanceof Unreadable) throw new ConfigError(config, key, `cannot read ${written}: ${error.reason}.`);
    if (error instanceof StartError) throw new ConfigError(config, key, error.message);
    throw error;
  }
}

/** Reads the file. Throws `StartError` and `Unreadable`. */
export function startFrom({ kind, path, at }: StartFile, world: World): Start {
  const decoded = decode(path, world.read(path));
  if (decoded.kind === 'refused') throw new StartError(decoded.message);
  try {
    const start = startIn(kind, path, decoded.source.text);
    return at === undefined ? start : { ...start, at: revisionsIn(at) };
  } catch (error) {
    if (error instanceof SnapshotError) throw new StartError(`${path}: ${error.message}`);
    throw error;
  }
}

/** The file of sizes and uses that the configuration names. Throws `ConfigError`. */
export function configuredStatistics({ path: config, catalog: { statistics } }: Config, world: World): Statistics | undefined {
  if (config === undefined || statistics === undefined) return undefined;
  try {
    return statisticsFrom(joined(folderOf(config), statistics), world);
  } catch (error) {
    if (error instanceof Unreadable) throw new ConfigError(config, 'catalog.statistics', `cannot read ${statistics}: ${error.reason}.`);
    if (error instanceof StartError) throw new ConfigError(config, 'catalog.statistics', error.message);
    throw error;
  }
}

/** Sizes and uses from a snapshot that was taken with --stats. Throws `StartError` and `Unreadable`. */
export function statisticsFrom(path: string, world: World): Statistics {
  const { statistics } = startFrom({ kind: 'snapshot', path }, world);
  if (!statistics) throw new StartError(`${path} tells no sizes. Write it with them: phasewise snapshot --stats -o ${nameOf(path)}.`);
  return statistics;
}

/** An editor asks again with every keystroke, and the file stays as it is. */
const read = new Map<string, Start>();
const KEPT = 4;

function startIn(kind: StartFile['kind'], path: string, text: string): Start {
  const key = hashOf([kind, path, text].join('\0'));
  const held = read.get(key);
  if (held) return held;
  const made = kind === 'baseline' ? { name: path, catalog: baselineOf(path, text), at: [] } : startOf(path, parseSnapshot(text));
  for (const oldest of [...read.keys()].slice(0, Math.max(0, read.size + 1 - KEPT))) read.delete(oldest);
  read.set(key, made);
  return made;
}

function startOf(path: string, snapshot: Snapshot): Start {
  return { name: path, catalog: restored(snapshot, 'snapshot'), at: snapshot.at ?? [], major: majorIn(snapshot.postgres), statistics: statisticsIn(path, snapshot) };
}

/** `042`, `042,043`; `base` is before the first. */
export function revisionsIn(written: string): readonly string[] {
  return written.split(',').map((id) => id.trim()).filter((id) => id !== '' && id !== 'base');
}

/** The major of a version such as "16.4". */
export function majorIn(version: string): number | undefined {
  const major = Number.parseInt(version, 10);
  return Number.isNaN(major) ? undefined : major;
}

/** The revisions that are in it: those it stands at and all that come before. Throws `StartError` where no file declares them. */
export function heldBy({ name, at }: Start, graph: Graph): ReadonlySet<string> {
  const unknown = at.filter((id) => !graph.revisions.has(id));
  if (unknown.length > 0) throw unknownRevision(name, unknown.join(', '), graph);
  return ancestors(graph, at);
}

function unknownRevision(name: string, id: string, graph: Graph): StartError {
  const meant = nearest(id, [...graph.revisions.keys()]);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return new StartError(`${name} stands at ${id}, which no file declares.${hint} Say where it stands: --at <revision>, or --at base if that is before the first one.`);
}
