import { posix } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { SourceError } from '../../migrations/source.ts';
import { decode } from '../../text/decode.ts';
import type { SourceText } from '../../text/place.ts';
import type { World } from '../../text/world.ts';
import { parseIni, valueIn } from './ini.ts';

/** What alembic.ini or pyproject.toml say. Paths are absolute. */
export interface Configuration {
  /** The file that says it. */
  readonly path: string;
  readonly scripts: string;
  readonly folders: readonly string[];
  readonly recursive: boolean;
  readonly url: string | undefined;
}

/** A key of the configuration: one string, or in TOML a list. */
type Setting = (key: string) => string | readonly string[] | undefined;

/** The address that Alembic's template puts into a new alembic.ini. */
const TEMPLATE_URL = 'driver://user:pass@localhost/dbname';

/** The Alembic project that begins in this folder. Throws `SourceError` where its configuration cannot be used. */
export function configurationIn(folder: string, world: World): Configuration | undefined {
  const ini = fileIn(folder, 'alembic.ini', world);
  const toml = fileIn(folder, 'pyproject.toml', world);
  const fromIni = ini && iniSetting(ini, folder);
  const fromToml = toml && tomlSetting(toml, folder);
  const from = ini && fromIni ? { source: ini, setting: fromIni } : toml && fromToml ? { source: toml, setting: fromToml } : undefined;
  if (!from) return undefined;
  const setting: Setting = (key) => fromIni?.(key) ?? fromToml?.(key);
  return configured(from.source, setting, folder, world);
}

function fileIn(folder: string, name: string, world: World): SourceText | undefined {
  const path = posix.join(folder, name);
  if (world.kindOf(path) !== 'file') return undefined;
  const decoded = decode(path, world.read(path));
  if (decoded.kind === 'refused') throw new SourceError(path, decoded.message);
  return decoded.source;
}

function iniSetting(source: SourceText, here: string): Setting {
  const sections = parseIni(source);
  if (!sections.has('alembic')) throw new SourceError(source.path, `${source.path} has no section [alembic]. Begin it with that line.`);
  return (key) => valueIn(source, sections, 'alembic', key, here);
}

function tomlSetting(source: SourceText, here: string): Setting | undefined {
  if (!source.text.includes('alembic')) return undefined;
  const table = tomlTable(source);
  if (!table) return undefined;
  const filled = (text: string) => text.replaceAll('%(here)s', here).replaceAll('%%', '%');
  return (key) => {
    const value: unknown = Reflect.get(table, key);
    if (typeof value === 'string') return filled(value);
    if (typeof value === 'boolean') return String(value);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string').map(filled) : undefined;
  };
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

function configured(source: SourceText, setting: Setting, folder: string, world: World): Configuration {
  const location = one(setting('script_location'));
  if (location === undefined || location === '') {
    throw new SourceError(source.path, `${source.path} does not say where the migrations are. Set script_location.`);
  }
  const paths = list(setting('prepend_sys_path'), separatorOf(setting, source)).map((path) => posix.resolve(folder, path));
  const scripts = located(location, [folder, ...paths], world);
  if (world.kindOf(scripts) !== 'folder') {
    throw new SourceError(source.path, `${source.path} says script_location = ${location}, but there is no folder ${scripts}. Correct script_location, or run \`alembic init\`.`);
  }
  const locations = list(setting('version_locations'), separatorOf(setting, source)).map((path) => located(path, [folder, ...paths], world));
  const url = one(setting('sqlalchemy.url'));
  return {
    path: source.path,
    scripts,
    folders: locations.length > 0 ? locations : [posix.join(scripts, 'versions')],
    recursive: /^(?:1|yes|true|on)$/i.test(one(setting('recursive_version_locations')) ?? ''),
    url: url === undefined || url === '' || url === TEMPLATE_URL ? undefined : url,
  };
}

function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A path below the folder of the configuration, or `package:folder` below a folder that Python imports from. */
function located(location: string, folders: readonly string[], world: World): string {
  const [root = ''] = folders;
  const [, packages, inside] = /^([\w.]{2,}):(?![\\/])(.+)$/.exec(location) ?? [];
  if (packages === undefined || inside === undefined) return posix.resolve(root, location.replaceAll('\\', '/'));
  const candidates = folders.map((folder) => posix.join(folder, packages.replaceAll('.', '/'), inside));
  return candidates.find((candidate) => world.kindOf(candidate) === 'folder') ?? candidates[0] ?? root;
}

/** How several paths in one value are divided; without a word about it, at spaces and commas, as in old versions. */
function separatorOf(setting: Setting, source: SourceText): RegExp {
  const word = one(setting('path_separator')) ?? one(setting('version_path_separator'));
  switch (word) {
    case undefined: case '': return /, *| +|\n/;
    case 'space': return / +/;
    case 'newline': return /\n/;
    case 'os': case ':': return /(?<!(?:^|:)[A-Za-z]):|:(?![\\/])/;
    case ';': return /;/;
    default: throw new SourceError(source.path, `${source.path} says path_separator = ${word}. It takes os, space, newline, : or ;.`);
  }
}

function list(value: string | readonly string[] | undefined, separator: RegExp): readonly string[] {
  if (value === undefined) return [];
  const items = typeof value === 'string' ? value.split(separator) : value;
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
