import { decode } from '../../text/decode.ts';
import { compareNatural } from '../../text/natural.ts';
import { joined } from '../../text/path.ts';
import type { World } from '../../text/world.ts';
import { Unreadable } from '../../text/world.ts';
import { surroundings } from '../surroundings.ts';

const SQL = /\.sql$/i;
const LIKE = /\.sql$|^\d.*\/$/i;

/** A folder that may hold migrations, as those look at it who ask whose they are. What was read once is kept. */
export class Look {
  readonly folder: string;
  readonly world: World;
  /** Its SQL files, and the folders that a number begins. */
  readonly files: readonly string[];
  readonly numbered: readonly string[];
  #folders: readonly string[] | undefined;
  #around: readonly string[] | undefined;
  #sample: string | undefined;

  constructor(folder: string, world: World) {
    this.folder = folder;
    this.world = world;
    const names = world.list(folder, LIKE);
    this.files = names.filter((name) => SQL.test(name));
    this.numbered = foldersIn(names).filter((name) => /^\d/.test(name));
  }

  get folders(): readonly string[] {
    return this.#folders ??= foldersIn(this.world.list(this.folder));
  }

  has(file: string): boolean {
    return this.world.kindOf(joined(this.folder, file)) === 'file';
  }

  hasFolder(name: string): boolean {
    return this.world.kindOf(joined(this.folder, name)) === 'folder';
  }

  /** The text of a file, by its path from the folder; empty where there is none or it cannot be read. */
  text(path: string): string {
    return textAt(joined(this.folder, path), this.world);
  }

  /** The texts of a few SQL files, the first among them: migrations of one tool are written alike. */
  get sample(): string {
    return this.#sample ??= this.#readSample();
  }

  #readSample(): string {
    const all = this.files.toSorted(compareNatural);
    const some = new Set([0, all.length >> 2, all.length >> 1, all.length - 1]);
    return [...some].map((at) => all[at]).map((file) => (file === undefined ? '' : this.text(file))).join('\n');
  }

  /** The text of the nearest file of these names, in the folder or above it inside its repository; empty where there is none. */
  nearest(...names: readonly string[]): string {
    return this.#texts(names).next().value ?? '';
  }

  /** Whether a file of these names, in the folder or above it inside its repository, says such a thing. */
  around(names: readonly string[], says: RegExp): boolean {
    for (const text of this.#texts(names)) if (says.test(text)) return true;
    return false;
  }

  *#texts(names: readonly string[]): Generator<string, undefined> {
    this.#around ??= surroundings(this.folder, this.world);
    for (const above of this.#around) {
      for (const name of names) {
        if (this.world.kindOf(joined(above, name)) === 'file') yield textAt(joined(above, name), this.world);
      }
    }
  }
}

function foldersIn(names: readonly string[]): readonly string[] {
  return names.filter((name) => name.endsWith('/')).map((name) => name.slice(0, -1));
}

function textAt(path: string, world: World): string {
  try {
    const decoded = decode(path, world.read(path));
    return decoded.kind === 'text' ? decoded.source.text : '';
  } catch (error) {
    if (error instanceof Unreadable) return '';
    throw error;
  }
}
