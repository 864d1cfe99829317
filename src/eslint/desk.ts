import { nearestConfig } from '../config/nearest.ts';
import type { Found, Source } from '../migrations/source.ts';
import { withBuffer } from '../project/buffer.ts';
import { disk } from '../project/disk.ts';
import { findProjects } from '../project/find.ts';
import type { Project } from '../project/project.ts';
import { openProject } from '../project/project.ts';
import { History } from '../project/replay.ts';
import { SOURCES } from '../project/sources.ts';
import { folderOf } from '../text/path.ts';
import type { World } from '../text/world.ts';
import { Unreadable } from '../text/world.ts';
import { rules } from '../../rules/index.ts';
import { loneSource } from './lone.ts';
import { rereading } from './rereading.ts';
import { historyOf } from './resumed.ts';
import { Stamped } from './stamped.ts';

/** A file as an editor shows it. `path`: absolute, `/` between the names. */
export interface Sheet { readonly path: string; readonly text: string; readonly language: 'sql' | 'python' }

/** The project of a file, and its history as far as it was told. */
export interface Opened { readonly project: Project; readonly history: History }

/** A project as it stands on the disk, for as long as it stands like this. */
interface Saved { readonly world: Stamped; readonly opened: Opened | undefined }

/** More folders than a person edits migrations in at a time. */
const KEPT = 8;

/** Keeps the projects of the files that were asked about open, so that a keystroke replays one file and not a history. */
export class Desk {
  readonly #saved = new Map<string, Saved>();

  /** The project that a file belongs to; a history of its own where there is none. Throws `ConfigError`, `SourceError` and `Unreadable`. */
  open(sheet: Sheet, majors: readonly number[] | undefined): Opened {
    const saved = this.#savedFor(sheet.path, majors);
    if (isSaved(sheet)) return saved && reads(saved.project, sheet.path) ? saved : lone(sheet, majors);

    const world = withBuffer(disk, sheet.path, sheet.text);
    const project = projectAround(sheet.path, world, majors, (source) => rereading(source, saved?.project, sheet.path));
    if (!project || !reads(project, sheet.path)) return lone(sheet, majors);
    return { project, history: historyOf(project, sheet.path, saved) };
  }

  /** The project as it is on the disk; undefined where the file is not there or in none. */
  #savedFor(path: string, majors: readonly number[] | undefined): Opened | undefined {
    if (disk.kindOf(path) !== 'file') return undefined;
    const key = JSON.stringify([folderOf(path), majors]);
    const held = this.#saved.get(key);
    this.#saved.delete(key);
    const saved = held?.world.holds ? held : asOnDisk(path, majors);
    this.#saved.set(key, saved);
    this.#forgetOldest();
    return saved.opened;
  }

  #forgetOldest(): void {
    const [oldest] = this.#saved.keys();
    if (this.#saved.size > KEPT && oldest !== undefined) this.#saved.delete(oldest);
  }
}

function asOnDisk(path: string, majors: readonly number[] | undefined): Saved {
  const world = new Stamped(disk);
  const project = projectAround(path, world, majors);
  return { world, opened: project && { project, history: new History(project) } };
}

function projectAround(path: string, world: World, majors: readonly number[] | undefined, readBy = (source: Source) => source): Project | undefined {
  const [discovery] = findProjects([path], SOURCES, world).discoveries;
  return discovery && opened(readBy(discovery.source), discovery.found, world, majors);
}

function opened(source: Source, found: Found, world: World, majors: readonly number[] | undefined): Project {
  return openProject({ source, found, config: nearestConfig(found.root, world, rules), world, majors });
}

function lone(sheet: Sheet, majors: readonly number[] | undefined): Opened {
  const { source, found } = loneSource(sheet.path, sheet.language);
  const project = opened(source, found, withBuffer(disk, sheet.path, sheet.text), majors);
  return { project, history: new History(project) };
}

/** Whether the file is one of the project's migrations, or would be but for what is wrong with it. */
function reads({ migrations, problems }: Project, path: string): boolean {
  return migrations.some(({ reads: files }) => files.some((file) => file.path === path)) || problems.some(({ place }) => place.path === path);
}

function isSaved({ path, text }: Sheet): boolean {
  try {
    return Buffer.from(disk.read(path)).equals(Buffer.from(text));
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}
