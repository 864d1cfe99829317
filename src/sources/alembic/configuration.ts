import type { Found } from '../../migrations/source.ts';
import { SourceError } from '../../migrations/source.ts';
import { isWithin, joined } from '../../text/path.ts';
import type { World } from '../../text/world.ts';
import { isScriptFolder, located, scriptFolder } from './script-folder.ts';
import type { Setting, Settings } from './settings.ts';
import { settingsFrom, settingsIn } from './settings.ts';
import { surroundings } from '../surroundings.ts';

/** What alembic.ini or pyproject.toml say, or what Alembic does without them. Paths are absolute. */
export interface Configuration {
  /** The file that says it; undefined: the project configures Alembic in its own code. */
  readonly path: string | undefined;
  /** The section of it. */
  readonly section: string;
  readonly scripts: string;
  readonly folders: readonly string[];
  readonly recursive: boolean;
  readonly url: string | undefined;
  readonly newFiles: NewFiles;
  /** Another key of its section. */
  option(key: string): string | undefined;
}

/** How a new revision file is named and dated. */
export interface NewFiles {
  /** Of Python's `%` form: `%(rev)s_%(slug)s`. */
  readonly template: string;
  readonly slugLength: number;
  /** Undefined: the time of the machine. */
  readonly timezone: string | undefined;
  /** Programs that Alembic runs over it. */
  readonly hooks: readonly string[];
  /** `revision_environment`: Alembic runs env.py, which may change the file. */
  readonly runsEnvironment: boolean;
}

const ALEMBICS: NewFiles = { template: '%(rev)s_%(slug)s', slugLength: 40, timezone: undefined, hooks: [], runsEnvironment: false };

/** The address that Alembic's template puts into a new alembic.ini. */
const TEMPLATE_URL = 'driver://user:pass@localhost/dbname';

/** The section that Alembic takes unless `-n` says otherwise. */
export const MAIN = 'alembic';

/**
 * The Alembic project that begins in this folder: the folder of its configuration file where the scripts lie below
 * it, else the folder of env.py. Throws `SourceError` where a configuration here cannot be used.
 */
export function configurationIn(folder: string, world: World): Configuration | undefined {
  const settings = settingsIn(folder, world);
  return (settings && mainConfiguration(settings, world)) ?? (isScriptFolder(folder, world) ? scriptsConfiguration(folder, world) : undefined);
}

/** The same, of a project that was found. */
export function configurationOf({ root, configuration: chosen }: Found, world: World): Configuration {
  if (chosen) return configurationAt(chosen.path, chosen.section, world);
  const configuration = configurationIn(root, world);
  if (!configuration) throw new SourceError(root, `${root} holds no project of Alembic any more.`);
  return configuration;
}

/** What one section of a file says. Throws `SourceError`. */
export function configurationAt(path: string, section: string, world: World): Configuration {
  const settings = settingsFrom(path, world);
  if (!settings) throw new SourceError(path, `${path} does not configure Alembic: it is not there, or has no section for it.`);
  const location = locationIn(settings, section);
  if (location !== undefined) return configured(settings, section, scriptFolder(location, settings.folder, path, world), world);
  const known = settings.sections.map((name) => `[${name}]`).join(', ');
  throw new SourceError(path, `${path} says nowhere where the migrations of [${section}] are. Set script_location there, or take one of its sections: ${known}.`);
}

/** What the file in this folder says of scripts at or below it. */
function mainConfiguration(settings: Settings, world: World): Configuration | undefined {
  const { folder, source } = settings;
  const location = locationIn(settings, MAIN);
  if (location === undefined) {
    // Flask-Migrate keeps its alembic.ini beside env.py and says the folder itself.
    if (isScriptFolder(folder, world)) return configured(settings, MAIN, folder, world);
    if (settings.sections.some((section) => section !== MAIN)) return undefined;
    throw new SourceError(source.path, `${source.path} does not say where the migrations are. Set script_location.`);
  }
  const scripts = scriptFolder(location, folder, source.path, world);
  return isWithin(scripts, folder) || !isScriptFolder(scripts, world) ? configured(settings, MAIN, scripts, world) : undefined;
}

/** A folder with env.py is a project of its own, unless a file above it has it for its own; a file elsewhere may speak of it. */
function scriptsConfiguration(scripts: string, world: World): Configuration | undefined {
  for (const settings of nearbySettings(scripts, world)) {
    const section = settings.sections.find((name) => namesFolder(settings, name, scripts, world));
    if (section === undefined) continue;
    return section === MAIN && isWithin(scripts, settings.folder) ? undefined : configured(settings, section, scripts, world);
  }
  return { path: undefined, section: MAIN, scripts, folders: [versionsIn(scripts, world)], recursive: false, url: undefined, newFiles: ALEMBICS, option: () => undefined };
}

/** The configurations in the folders above, and in folders beside those, as `conf/alembic.ini`. One that is broken speaks of nothing. */
function nearbySettings(folder: string, world: World): readonly Settings[] {
  return surroundings(folder, world).flatMap((above) => [above, ...visibleFolders(above, world)]).flatMap((beside) => {
    try {
      return settingsIn(beside, world) ?? [];
    } catch (error) {
      if (error instanceof SourceError) return [];
      throw error;
    }
  });
}

function visibleFolders(folder: string, world: World): readonly string[] {
  return world.list(folder).filter((name) => name.endsWith('/') && !name.startsWith('.')).map((name) => joined(folder, name));
}

function namesFolder(settings: Settings, section: string, scripts: string, world: World): boolean {
  const location = locationIn(settings, section);
  return location !== undefined && located(location, settings.folder, world).path === scripts;
}

function locationIn(settings: Settings, section: string): string | undefined {
  const location = one(settings.setting(section)('script_location'));
  return location === '' ? undefined : location;
}

function configured(settings: Settings, section: string, scripts: string, world: World): Configuration {
  const setting = settings.setting(section);
  const versions = setting('version_locations');
  const locations = versions === undefined ? [] : list(versions, separatorOf(setting, settings)).map((path) => located(path, settings.folder, world).path);
  const url = one(setting('sqlalchemy.url'));
  return {
    path: settings.source.path,
    section,
    scripts,
    folders: locations.length > 0 ? locations : [versionsIn(scripts, world)],
    recursive: isOn(setting('recursive_version_locations')),
    url: url === undefined || url === '' || url === TEMPLATE_URL ? undefined : url,
    newFiles: newFilesIn(setting, settings),
    option: (key) => one(setting(key)),
  };
}

function newFilesIn(setting: Setting, settings: Settings): NewFiles {
  const length = one(setting('truncate_slug_length'));
  const timezone = one(setting('timezone'));
  const hooks = settings.setting('post_write_hooks')('hooks') ?? setting('post_write_hooks');
  if (length !== undefined && !/^\d*$/.test(length)) throw new SourceError(settings.source.path, `${settings.source.path} says truncate_slug_length = ${length}. It takes a number.`);
  return {
    template: one(setting('file_template')) || ALEMBICS.template,
    slugLength: Number(length) || ALEMBICS.slugLength,
    timezone: timezone === '' ? undefined : timezone,
    hooks: hooks === undefined ? [] : list(hooks, /,/),
    runsEnvironment: isOn(setting('revision_environment')),
  };
}

/** One folder per database below it says that env.py chooses among them. */
function versionsIn(scripts: string, world: World): string {
  const versions = joined(scripts, 'versions');
  const names = world.list(versions);
  if (names.some((name) => /\.py$/.test(name) && name !== '__init__.py')) return versions;
  const ours = names.find((name) => /^(?:postgres|postgresql|pg)\/$/i.test(name));
  return ours === undefined ? versions : joined(versions, ours.slice(0, -1));
}

function isOn(value: ReturnType<Setting>): boolean {
  return /^(?:1|yes|true|on)$/i.test(one(value) ?? '');
}

function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** How several paths in one value are divided; without a word about it, at spaces and commas, as in old versions. */
function separatorOf(setting: Setting, { source }: Settings): RegExp {
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

function list(value: string | readonly string[], separator: RegExp): readonly string[] {
  const items = typeof value === 'string' ? value.split(separator) : value;
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
