import { parse as parseToml } from 'smol-toml';
import { SourceError } from '../../migrations/source.ts';
import { decode } from '../../text/decode.ts';
import { folderOf, joined, nameOf } from '../../text/path.ts';
import type { SourceText } from '../../text/place.ts';
import type { World } from '../../text/world.ts';
import { parseIni, valueIn } from './ini.ts';

/** A key of a section: one string, or in TOML a list. */
export type Setting = (key: string) => string | readonly string[] | undefined;

/** What alembic.ini and [tool.alembic] of pyproject.toml say in one folder. */
export interface Settings {
  readonly folder: string;
  /** The file that messages name. */
  readonly source: SourceText;
  /** The sections that name a place for scripts; `alembic` is the one that Alembic takes unless told otherwise. */
  readonly sections: readonly string[];
  setting(section: string): Setting;
}

/** Throws `SourceError` for a file that cannot be used. */
export function settingsIn(folder: string, world: World): Settings | undefined {
  return settingsOf(folder, fileIn(folder, 'alembic.ini', world), world);
}

/** The same of a file with another name. Throws `SourceError`. */
export function settingsFrom(path: string, world: World): Settings | undefined {
  const folder = folderOf(path);
  return settingsOf(folder, path.endsWith('.toml') ? undefined : fileIn(folder, nameOf(path), world), world);
}

function settingsOf(folder: string, ini: SourceText | undefined, world: World): Settings | undefined {
  const toml = fileIn(folder, 'pyproject.toml', world);
  const fromIni = ini && iniSettings(ini, folder);
  const fromToml = toml && tomlSetting(toml, folder);
  if (!fromIni) return toml && fromToml && { folder, source: toml, sections: ['alembic'], setting: () => fromToml };
  return { ...fromIni, setting: (section) => (key) => fromIni.setting(section)(key) ?? (section === 'alembic' ? fromToml?.(key) : undefined) };
}

function fileIn(folder: string, name: string, world: World): SourceText | undefined {
  const path = joined(folder, name);
  if (world.kindOf(path) !== 'file') return undefined;
  const decoded = decode(path, world.read(path));
  if (decoded.kind === 'refused') throw new SourceError(path, decoded.message);
  return decoded.source;
}

function iniSettings(source: SourceText, folder: string): Settings {
  const sections = parseIni(source);
  const placed = [...sections].flatMap(([name, keys]) => (name !== 'DEFAULT' && name !== 'alembic' && keys.has('script_location') ? [name] : []));
  const main = sections.has('alembic') ? ['alembic'] : [];
  if (main.length + placed.length === 0) throw new SourceError(source.path, `${source.path} has no section [alembic]. Begin it with that line.`);
  return { folder, source, sections: [...main, ...placed], setting: (section) => (key) => valueIn(source, sections, section, key, folder) };
}

function tomlSetting(source: SourceText, here: string): Setting | undefined {
  if (!source.text.includes('alembic')) return undefined;
  const table = tomlTable(source);
  if (!table) return undefined;
  const filled = (text: string) => text.replaceAll('%(here)s', here).replaceAll('%%', '%');
  return (key) => {
    const value: unknown = Reflect.get(table, key);
    if (typeof value === 'string') return filled(value);
    if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') return String(value);
    return Array.isArray(value) ? value.map(wordOf).filter((item) => item !== undefined).map(filled) : undefined;
  };
}

/** An item of a list, or the name of one that is a table: `[[tool.alembic.post_write_hooks]]`. */
function wordOf(item: unknown): string | undefined {
  const word: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'name') : item;
  return typeof word === 'string' ? word : undefined;
}

function tomlTable(source: SourceText): object | undefined {
  try {
    const { tool } = parseToml(source.text);
    const table: unknown = typeof tool === 'object' && 'alembic' in tool ? tool.alembic : undefined;
    return typeof table === 'object' && table !== null ? table : undefined;
  } catch (error) {
    throw new SourceError(source.path, `${source.path} is not valid TOML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}.`);
  }
}
