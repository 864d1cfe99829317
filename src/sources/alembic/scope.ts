import type { Condition } from '../../migrations/condition.ts';
import { assignedIn, namesIn } from './assigned.ts';
import { canonicalName } from './canonical.ts';
import { isContainer } from './container.ts';
import { BUILTINS } from './expression.ts';
import type { Modules } from './modules.ts';
import type { ExprNode, PythonFile, StmtNode } from './python.ts';
import { pathOfModule, relativeModule } from './relative-module.ts';
import type { CallValue, NamedValue, Value } from './value.ts';

/** Says what a call comes to, where calls have effects: in the body of upgrade(). */
export interface Caller {
  /** Undefined: the call stays a description of itself. */
  invoke(call: CallValue): Value | undefined;
  /** What a call gives that changes a list, a set or a dict; undefined for any other. */
  change?(node: Extract<ExprNode, { nodeType: 'Call' }>, scope: Scope): Value | undefined;
  /** A list, a set or a dict as it is by now, where it has changed since this value was taken hold of. */
  current?(value: Value): Value;
  /** What is read inside happens where a condition holds. */
  under?<T>(condition: Condition, read: () => T): T;
  /** The database is asked here for what it holds. */
  asks?(call: CallValue): void;
  /** What is read inside happens as often as Python alone knows; without it such calls are not looked at. */
  repeatedly?(read: () => void): void;
}

/** What scopes of one file share. */
interface Surroundings { readonly modules?: Modules | undefined; readonly caller?: Caller | undefined }

/** The names that a piece of Python can see. The last assignment counts, as it does when Python runs. */
export class Scope {
  readonly file: PythonFile;
  readonly caller: Caller | undefined;
  readonly #modules: Modules | undefined;
  readonly outer: Scope | undefined;
  #names = new Map<string, Value>();
  /** Found when somebody asks. */
  readonly #deferred = new Map<string, () => Value>();
  /** The modules that a name's value has needed, where it was deferred. */
  readonly #needs = new Map<string, ReadonlySet<string>>();

  constructor(file: PythonFile, outer?: Scope, { modules, caller }: Surroundings = {}) {
    this.file = file;
    this.outer = outer;
    this.#modules = modules ?? (outer ? outer.#modules : undefined);
    this.caller = caller ?? outer?.caller;
  }

  /** The scope of the module, in which the names of `global` are. */
  get outermost(): Scope {
    return this.outer?.outermost ?? this;
  }

  /** The scope around this one in which a name of `nonlocal` is. */
  around(name: string): Scope | undefined {
    return this.outer?.own.has(name) ? this.outer : this.outer?.around(name);
  }

  lookup(name: string): Value | undefined {
    this.#find(name);
    this.#modules?.need(this.#needs.get(name));
    return this.#names.get(name) ?? this.outer?.lookup(name);
  }

  bind(name: string, value: Value): void {
    this.#settle(name);
    this.#names.set(name, value);
  }

  /** Binds a name to what `find` gives when somebody asks for it: most of what a module holds nobody ever does. */
  defer(name: string, find: () => Value): void {
    this.#settle(name);
    this.#deferred.set(name, find);
  }

  /** What was written before a name gets another meaning means the one that it had. */
  #settle(name: string): void {
    if (this.#deferred.size === 0 || !(this.#names.has(name) || this.#deferred.has(name) || BUILTINS.has(name))) return;
    for (const other of [...this.#deferred.keys()]) this.#find(other);
  }

  #find(name: string): void {
    const find = this.#deferred.get(name);
    if (!find) return;
    this.#deferred.delete(name);
    const found = this.#modules?.noting(find) ?? { it: find(), needed: undefined };
    this.#names.set(name, found.it);
    if (found.needed) this.#needs.set(name, found.needed);
  }

  /** The names of this scope alone, in the order in which they were first bound. */
  get own(): ReadonlyMap<string, Value> {
    for (const name of [...this.#deferred.keys()]) this.#find(name);
    return this.#names;
  }

  /** Does a name that is seen from here hold such a value? What nobody has asked for yet holds nothing that has changed. */
  sees(isSuch: (value: Value) => boolean): boolean {
    return [...this.#names.values()].some(isSuch) || this.outer?.sees(isSuch) === true;
  }

  /** Goes back to the names as they were. */
  restore(names: ReadonlyMap<string, Value>): void {
    this.#names = new Map(names);
  }

  /** What a name stands for that was imported from the project; a name of a library stands for itself. */
  resolved(value: NamedValue): Value {
    if (!this.#modules || /^(?:op|sa|pg|builtins|alembic)(?:\.|$)/.test(value.name)) return value;
    const given = this.#modules.given(value);
    if (given) return given;
    const found = this.#modules.resolve(value.name);
    if (!found) return this.#modules.owns(value.name) ? value : { ...value, foreign: true };
    if (found.kind === 'unknown' || found.kind === 'class') return { imported: value.name, ...found };
    if (found.kind !== 'named' || found.name === value.name) return found;
    const behind = this.resolved({ ...found, place: value.place });
    // What a library keeps in a module of its own is called as the library is imported.
    return behind.kind === 'named' && behind.foreign === true && pathOfModule(behind.name) !== undefined ? { ...value, foreign: true } : behind;
  }

  /** Binds the names of an import; false for any other statement. */
  imports(statement: StmtNode): boolean {
    if (statement.nodeType === 'Import') {
      for (const { name, asname } of statement.names) {
        const path = asname === undefined ? name.split('.')[0] ?? name : name;
        this.#bindModule(asname ?? path, path, statement);
      }
      return true;
    }
    if (statement.nodeType === 'ImportFrom') {
      const from = this.#package(statement.level ?? 0, statement.module);
      for (const { name, asname } of statement.names) this.#bindModule(asname ?? name, `${from}.${name}`, statement);
      return true;
    }
    return false;
  }

  #package(level: number, module: string | undefined): string {
    if (level === 0) return module ?? '';
    return relativeModule(this.file.source.path, level, module);
  }

  #bindModule(name: string, path: string, at: StmtNode): void {
    const canonical = canonicalName(path);
    const foreign = canonical === path && /^(?:op|sa|pg)(?:\.|$)/.test(path);
    this.bind(name, { kind: 'named', name: foreign ? `their ${path}` : canonical, place: this.file.placeOf(at) });
  }

  /** Whatever a statement may assign is unknown from here on; `containers` are lists, sets or dicts all the same. */
  forget(statement: StmtNode, reason: string, containers: ReadonlySet<string> = new Set()): void {
    for (const { name, how } of assignedIn(statement)) {
      const held = this.lookup(name);
      const isOne = isContainer(held) || containers.has(name);
      if (how === 'bound' || !held || isOne) this.bind(name, { kind: 'unknown', place: this.file.placeOf(statement), reason, ...(isOne && { container: true }) });
    }
  }

  assign(targets: readonly ExprNode[], value: Value): void {
    for (const target of targets) this.#assignOne(target, value);
  }

  #assignOne(target: ExprNode, value: Value): void {
    if (target.nodeType === 'Name') return this.bind(target.id, value);
    const parts = target.nodeType === 'Tuple' || target.nodeType === 'List' ? target.elts : [];
    const rest = parts.findIndex(({ nodeType }) => nodeType === 'Starred');
    const starred = parts[rest];
    if (starred?.nodeType === 'Starred' && value.kind === 'list' && value.items.length >= parts.length - 1) {
      const after = rest + value.items.length - parts.length + 1;
      this.#assignOne(starred.value, { ...value, items: value.items.slice(rest, after) });
      return parts.forEach((part, index) => index !== rest && this.#assignOne(part, value.items.at(index < rest ? index : index - parts.length) ?? value));
    }
    const plain = parts.every(({ nodeType }) => nodeType !== 'Starred');
    if (plain && parts.length > 0 && value.kind === 'list' && value.items.length === parts.length) {
      return parts.forEach((part, index) => this.#assignOne(part, value.items[index] ?? value));
    }
    if (plain && value.kind === 'rows') return parts.forEach((part) => this.#assignOne(part, value));
    for (const name of namesIn(target)) this.bind(name, { kind: 'unknown', place: value.place, reason: `Phasewise does not follow this assignment of ${name} yet.`, ...(target.nodeType === 'Subscript' && isContainer(this.lookup(name)) && { container: true }) });
  }
}
