import type { Given } from '../../migrations/source.ts';
import { decode } from '../../text/decode.ts';
import { isWithin, joined } from '../../text/path.ts';
import type { World } from '../../text/world.ts';
import { Unreadable } from '../../text/world.ts';
import { installedIn, isLookedUp, isTaken } from './libraries.ts';
import { parsePythonOnce } from './python.ts';
import type { Scope } from './scope.ts';
import { moduleScope } from './definitions.ts';
import { pathOfModule } from './relative-module.ts';
import { surroundings } from '../surroundings.ts';
import { givenFor } from './given.ts';
import type { NamedValue, Value } from './value.ts';

/** Finds what a dotted name of the project means, by reading its modules without running them. */
export interface Modules {
  resolve(name: string): Value | undefined;
  /** What a person says that a name stands for. */
  given(named: NamedValue): Value | undefined;
  /** Does the name begin with a package or a module of the project? */
  owns(name: string): boolean;
  /** Does the name lead to a file of the project that is none of its migrations'? */
  isApplication(name: string): boolean;
  /** What is read, and the modules that this needed. */
  noting<T>(read: () => T): { readonly it: T; readonly needed: ReadonlySet<string> };
  /** A value is used that needed these modules when it was found. */
  need(paths: Iterable<string> | undefined): void;
  /** Begins a file: from here on `used` says which modules it needed. */
  begin(): void;
  readonly used: readonly { readonly path: string; readonly hash: string }[];
}

const NOTHING_GIVEN: Given = { constants: {}, types: {} };

/** Files larger than this hold no constants for migrations. */
const LARGEST = 400_000;
/** Modules that lead to other modules are followed this far. */
const DEEPEST = 12;

/**
 * The modules below the folders from which the project imports: those around its scripts, and `src` in each. Each is
 * read once.
 */
export class ProjectModules implements Modules {
  readonly #world: World;
  readonly #scripts: string;
  readonly #roots: readonly string[];
  /** Where what the project has installed lies. */
  readonly #libraries: readonly string[];
  readonly #scopes = new Map<string, Scope | undefined>();
  readonly #owned = new Map<string, boolean>();
  readonly #paths = new Map<string, string | undefined>();
  readonly #hashes = new Map<string, string>();
  /** What each module needed while it was read. */
  readonly #needs = new Map<string, ReadonlySet<string>>();
  #needed = new Set<string>();
  #depth = 0;
  readonly #given: Given;
  /** The names that a person speaks of, by what they lead to. */
  readonly #spoken = new Map<string, string>();

  constructor(scripts: string, world: World, given: Given = NOTHING_GIVEN) {
    this.#world = world;
    this.#given = given;
    this.#scripts = scripts;
    this.#libraries = installedIn(scripts, world);
    this.#roots = surroundings(scripts, world).flatMap((folder) => [folder, joined(folder, 'src')]);
    for (const name of [...Object.keys(given.constants), ...Object.keys(given.types)]) this.#spoken.set(this.#whereOf(name), name);
  }

  given(named: NamedValue): Value | undefined {
    const key = this.#spoken.size === 0 ? undefined : this.#spoken.get(this.#whereOf(named.name));
    return key === undefined ? undefined : givenFor(this.#given, key, named);
  }

  /** The same for whatever leads to the same name of the same file; the name itself where it is of no module here. */
  #whereOf(name: string): string {
    const words = name.replace(/^their /, '').split('.');
    for (let count = words.length - 1; count > 0; count--) {
      const path = this.#pathOf(words.slice(0, count));
      if (path !== undefined) return [path, ...words.slice(count)].join(' ');
    }
    return words.join('.');
  }

  owns(name: string): boolean {
    const [first = ''] = name.replace(/^their /, '').split('.');
    const held = this.#owned.get(first);
    if (held !== undefined) return held;
    const path = pathOfModule(first);
    const owned = path !== undefined ? !this.#isInstalled(path) : this.#roots.some((root) => this.#world.kindOf(joined(root, first)) === 'folder' || this.#world.kindOf(joined(root, `${first}.py`)) === 'file');
    this.#owned.set(first, owned);
    return owned;
  }

  isApplication(name: string): boolean {
    const words = name.split('.');
    const path = words.map((_, at) => this.#pathOf(words.slice(0, words.length - at))).find((found) => found !== undefined);
    return path !== undefined && !isWithin(path, this.#scripts);
  }

  noting<T>(read: () => T): { readonly it: T; readonly needed: ReadonlySet<string> } {
    const outer = this.#needed;
    const needed = this.#needed = new Set<string>();
    try {
      return { it: read(), needed };
    } finally {
      this.#needed = outer;
      this.need(needed);
    }
  }

  need(paths: Iterable<string> = []): void {
    for (const path of paths) this.#needed.add(path);
  }

  begin(): void {
    this.#needed = new Set();
  }

  get used(): readonly { readonly path: string; readonly hash: string }[] {
    return [...this.#needed].flatMap((path) => {
      const hash = this.#hashes.get(path);
      return hash === undefined ? [] : [{ path, hash }];
    });
  }

  resolve(name: string): Value | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    this.#depth++;
    try {
      return this.#found(name.replace(/^their /, '').split('.'));
    } finally {
      this.#depth--;
    }
  }

  /** The longest part of the name that is a file; what follows are names in it. */
  #found(words: readonly string[]): Value | undefined {
    for (let count = words.length - 1; count > 0; count--) {
      const path = this.#pathOf(words.slice(0, count)) ?? this.#installedPathOf(words.slice(0, count));
      const scope = path === undefined ? undefined : this.#scopeOf(path);
      if (path === undefined || !scope) continue;
      const value = within(scope, words.slice(count));
      return value && (!this.#isInstalled(path) || isTaken(value)) ? value : undefined;
    }
    return undefined;
  }

  /** A library may not stand in for what the project has itself. */
  #installedPathOf(words: readonly string[]): string | undefined {
    const [first = ''] = words;
    if (this.#libraries.length === 0 || !isLookedUp(first) || this.owns(first)) return undefined;
    const key = `installed ${words.join('/')}`;
    if (!this.#paths.has(key)) this.#paths.set(key, this.#fileOf(this.#libraries.map((root) => joined(root, words.join('/')))));
    return this.#paths.get(key);
  }

  #isInstalled(path: string): boolean {
    return this.#libraries.some((root) => isWithin(path, root));
  }

  #pathOf(words: readonly string[]): string | undefined {
    const key = words.join('/');
    if (!this.#paths.has(key)) this.#paths.set(key, this.#search(key));
    return this.#paths.get(key);
  }

  #search(key: string): string | undefined {
    const exact = pathOfModule(key);
    return this.#fileOf(exact === undefined ? this.#roots.map((root) => joined(root, key)) : [exact]);
  }

  #fileOf(bases: readonly string[]): string | undefined {
    return bases.flatMap((base) => [`${base}.py`, `${base}/__init__.py`]).find((path) => this.#world.kindOf(path) === 'file');
  }

  #scopeOf(path: string): Scope | undefined {
    if (!this.#scopes.has(path)) {
      this.#scopes.set(path, undefined);
      const { it, needed } = this.noting(() => this.#readScope(path));
      this.#scopes.set(path, it);
      this.#needs.set(path, new Set([path, ...needed]));
    }
    this.need(this.#needs.get(path));
    return this.#scopes.get(path);
  }

  #readScope(path: string): Scope | undefined {
    try {
      const bytes = this.#world.read(path);
      const decoded = bytes.length > LARGEST ? undefined : decode(path, bytes);
      if (decoded?.kind !== 'text') return undefined;
      const file = parsePythonOnce(decoded.source);
      if (file.kind !== 'python') return undefined;
      this.#hashes.set(path, decoded.source.hash);
      return moduleScope(file, this);
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }
}

/** A name in a module, and names in that. */
function within(scope: Scope, [name = '', ...others]: readonly string[]): Value | undefined {
  const value = scope.lookup(name);
  const [next, ...rest] = others;
  if (!value || next === undefined) return value;
  if (value.kind === 'named') return scope.resolved({ ...value, name: [value.name, next, ...rest].join('.') });
  return value.kind === 'class' ? within(value.members, others) : undefined;
}
