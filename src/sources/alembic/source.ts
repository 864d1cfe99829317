import type { Migration } from '../../migrations/migration.ts';
import type { Problem } from '../../migrations/problem.ts';
import type { Found, Source, SourceReading } from '../../migrations/source.ts';
import type { Tool } from '../../migrations/tool.ts';
import { decode } from '../../text/decode.ts';
import { folderOf, joined, nameOf } from '../../text/path.ts';
import type { World } from '../../text/world.ts';
import { Unreadable } from '../../text/world.ts';
import { alembicAuthor } from './author.ts';
import { pythonComments } from './comments.ts';
import type { Configuration } from './configuration.ts';
import { configurationAt, configurationIn, configurationOf, MAIN } from './configuration.ts';
import { environmentIn } from './env.ts';
import { takesIn } from './inclusion.ts';
import type { Modules } from './modules.ts';
import { ProjectModules } from './modules.ts';
import type { ModuleReading } from './module.ts';
import { readModule } from './module.ts';
import type { Customs } from './perform.ts';
import { versionsOf } from './pinned.ts';

/** Projects of Alembic: alembic.ini or [tool.alembic], env.py and revision files, read without running them. */
export const alembicSource: Source = {
  name: 'Alembic',
  tools: ['alembic'],
  as: (found) => found,

  detect(folder, world): Found | undefined {
    const configuration = configurationIn(folder, world);
    return configuration && foundBy(configuration, folder, world);
  },

  chosen({ path, section = MAIN, folder }, world): Found | undefined {
    const file = path ?? CONFIGURATIONS.map((name) => joined(folder, name)).find((each) => world.kindOf(each) === 'file');
    if (file === undefined) return undefined;
    return { ...foundBy(configurationAt(file, section, world), folderOf(file), world), configuration: { path: file, section } };
  },

  read(found, world): SourceReading {
    const { recursive, scripts } = configurationOf(found, world);
    const modules = new ProjectModules(scripts, world, found.given);
    const { naming, handed } = environmentIn(scripts, world, modules);
    const customs: Customs = { naming, versions: versionsOf(found, world), handed };
    const readings = found.folders.flatMap((folder) => filesIn(folder, recursive, world)).map((path) => readFile(path, customs, modules, world));
    const migrations: Migration[] = readings.flatMap(({ migration }) => (migration ? [migration] : []));
    const problems: Problem[] = readings.flatMap((reading) => reading.problems);
    return { migrations, problems };
  },

  call(found, world) {
    const { path, section } = configurationOf(found, world);
    if (path === undefined) return { folder: found.root, words: [] };
    const file = CONFIGURATIONS.includes(nameOf(path)) ? [] : ['-c', nameOf(path)];
    return { folder: folderOf(path), words: [...file, ...(section === MAIN ? [] : ['-n', section])] };
  },

  leavesAlone(found, world) {
    const { scripts, option } = configurationOf(found, world);
    const { inclusions, compareType } = environmentIn(scripts, world, new ProjectModules(scripts, world), option);
    return { table: (name) => inclusions.some((inclusion) => takesIn(inclusion, { kind: 'table', name }) === false), types: compareType === false };
  },

  tool(found, world): Tool {
    const { transactionPerMigration, printsNoTransactions, secondRunBlocks, settings } = environmentIn(configurationOf(found, world).scripts, world);
    return { name: 'Alembic', wraps: found.transactionPerMigration ?? transactionPerMigration ? 'script' : 'run', sends: 'pieces', unwraps: 'never', settings, ...(secondRunBlocks && { secondRunBlocks }), ...(printsNoTransactions && { printsNoTransactions }) };
  },

  comments: pythonComments,
  author: alembicAuthor,
};

const CONFIGURATIONS = ['alembic.ini', 'pyproject.toml'];

function foundBy({ folders, scripts, url, path = '', option }: Configuration, root: string, world: World): Found {
  const plain = environmentIn(scripts, world, undefined, option);
  const { versionTable, computed } = plain.computed.length === 0 ? plain : environmentIn(scripts, world, new ProjectModules(scripts, world), option);
  return {
    root,
    folders,
    ...(url === undefined ? {} : { address: { url, from: `${nameOf(path)}, sqlalchemy.url` } }),
    versionTable,
    ...(computed.length > 0 && { computed: computed.map(({ what, place }) => ({ what, key: `alembic.${what.replaceAll('_', '-')}`, place })) }),
  };
}

/** The revision files of a folder, sorted; those below it only where `recursive_version_locations` says so. */
function filesIn(folder: string, recursive: boolean, world: World): readonly string[] {
  return world.list(folder).flatMap((name): readonly string[] => {
    const path = joined(folder, name);
    if (name.endsWith('/')) return recursive && name !== '__pycache__/' ? filesIn(joined(folder, name.slice(0, -1)), recursive, world) : [];
    return /\.py$/.test(name) && !/^(?:\.#|__init__)/.test(name) ? [path] : [];
  });
}

function readFile(path: string, customs: Customs, modules: Modules, world: World): ModuleReading {
  const refused = (message: string): ModuleReading => ({
    problems: [{ name: 'unreadable-file', level: 'error', message, place: { path, span: { start: 0, end: 0 } } }],
  });
  try {
    const decoded = decode(path, world.read(path));
    return decoded.kind === 'text' ? readModule(decoded.source, customs, modules) : refused(decoded.message);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return refused(`${nameOf(path)} cannot be read: ${error.reason}.`);
  }
}
