import type { Found } from '../../migrations/source.ts';
import { decode } from '../../text/decode.ts';
import { ancestorsOf, joined, nameOf } from '../../text/path.ts';
import type { World } from '../../text/world.ts';
import type { Versions } from './emit/versions.ts';
import { comesBefore } from './emit/versions.ts';

/** The versions that a project names in its configuration, else those that its lock file pins. */
export function versionsOf(found: Found, world: World): Versions {
  const pinned = pinnedIn(found.root, world);
  if (found.toolVersion === undefined) return pinned;
  return { sqlalchemy: comesBefore(found.toolVersion, '1.9') ? '1.4' : pinned.sqlalchemy, alembic: found.toolVersion };
}

/** Of the innermost folder from here up to the root of the repository that pins Alembic. */
function pinnedIn(root: string, world: World): Versions {
  for (const folder of ancestorsOf(root)) {
    for (const path of lockFilesIn(folder, world)) {
      const pinned = pinsOf(path, world);
      if (pinned.alembic !== undefined) return pinned;
    }
    if (world.kindOf(joined(folder, '.git')) !== 'nothing') return {};
  }
  return {};
}

/** Those of the folder, then those of its `requirements/`. */
function lockFilesIn(folder: string, world: World): readonly string[] {
  const names = world.list(folder);
  const below = names.includes('requirements/') ? joined(folder, 'requirements') : undefined;
  return [
    ...names.map((name) => joined(folder, name)).filter((path) => pinIn(path)),
    ...(below === undefined ? [] : world.list(below).filter((name) => name.endsWith('.txt')).map((name) => joined(below, name))),
  ];
}

function pinsOf(path: string, world: World): Versions {
  const pin = pinIn(path);
  const decoded = pin && world.kindOf(path) === 'file' ? decode(path, world.read(path)) : undefined;
  if (!pin || decoded?.kind !== 'text') return {};
  const version = (library: string) => pin(library).exec(decoded.source.text)?.[1];
  return { alembic: version('alembic'), sqlalchemy: version('sqlalchemy') };
}

const VERSION = '([0-9]+(?:\\.[0-9]+)*)';

/** How a lock file says which version of a library is installed; undefined: it is none. */
function pinIn(path: string): ((library: string) => RegExp) | undefined {
  const file = nameOf(path);
  if (/^requirements.*\.(?:txt|lock)$/.test(file) || /\/requirements\/[^/]+\.txt$/.test(path)) return (library) => new RegExp(`^${library}(?:\\[[^\\]]*\\])?==${VERSION}`, 'im');
  if (file === 'poetry.lock' || file === 'uv.lock' || file === 'pdm.lock') return (library) => new RegExp(`^name = "${library}"\\s+version = "${VERSION}`, 'im');
  if (file === 'Pipfile.lock') return (library) => new RegExp(`"${library}": \\{[^}]*?"version": "==${VERSION}`, 'i');
  return undefined;
}
