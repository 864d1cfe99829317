import type { OperationOf } from '../operations/operation.ts';
import type { Setting } from './session.ts';

/**
 * The settings of a connection. `local` is gone when the transaction ends; `defaults` is what the connection began with
 * and what RESET gives back. An entry without a value: the server's default is in force again.
 */
export interface Settings {
  readonly defaults: ReadonlyMap<string, Setting>;
  readonly lasting: ReadonlyMap<string, Setting | undefined>;
  readonly local: ReadonlyMap<string, Setting | undefined>;
}

type Set = OperationOf<'set'>;

export function startWith(values: Readonly<Record<string, string>>): Settings {
  const defaults = Object.entries(values).map(([name, value]): [string, Setting] =>
    [name.toLowerCase(), { value, by: 'tool', local: false }]);
  return { defaults: new Map(defaults), lasting: new Map(), local: new Map() };
}

export function settingOf(settings: Settings, name: string): Setting | undefined {
  const wanted = name.toLowerCase();
  for (const layer of [settings.local, settings.lasting, settings.defaults]) {
    if (layer.has(wanted)) return layer.get(wanted);
  }
  return undefined;
}

/** https://www.postgresql.org/docs/current/sql-set.html: SET LOCAL does nothing outside a transaction. */
export function changed(settings: Settings, set: Set, inTransaction: boolean): Settings {
  const name = set.setting.toLowerCase();
  if (name === 'all' && set.value === undefined) return { ...settings, lasting: new Map(), local: new Map() };
  if (set.local && !inTransaction) return settings;

  const value = valueOf(settings, name, set);
  if (set.local) return { ...settings, local: new Map(settings.local).set(name, value) };
  const local = new Map(settings.local);
  local.delete(name);
  return { ...settings, lasting: new Map(settings.lasting).set(name, value), local };
}

/** A SET that may or may not run leaves nobody sure of the value. */
function valueOf(settings: Settings, name: string, { value, local, when }: Set): Setting | undefined {
  if (when.kind !== 'always') return undefined;
  return value === undefined ? settings.defaults.get(name) : { value, by: 'author', local };
}

export function withoutLocal(settings: Settings): Settings {
  return settings.local.size === 0 ? settings : { ...settings, local: new Map() };
}
