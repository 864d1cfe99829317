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
    for (const name of world.list(folder)) {
      const pinned = pinsOf(joined(folder, name), world);
      if (pinned?.alembic !== undefined) return pinned;
    }
    if (world.kindOf(joined(folder, '.git')) !== 'nothing') return {};
  }
  return {};
}

function pinsOf(path: string, world: World): Versions | undefined {
  const pin = pinIn(nameOf(path));
  if (!pin || world.kindOf(path) !== 'file') return undefined;
  const decoded = decode(path, world.read(path));
  if (decoded.kind !== 'text') return undefined;
  const version = (library: string) => pin(library).exec(decoded.source.text)?.[1];
  return { alembic: version('alembic'), sqlalchemy: version('sqlalchemy') };
}

const VERSION = '([0-9]+(?:\\.[0-9]+)*)';

/** How a lock file of this name says which version of a library is installed. */
function pinIn(file: string): ((library: string) => RegExp) | undefined {
  if (/^requirements.*\.(?:txt|lock)$/.test(file)) return (library) => new RegExp(`^${library}(?:\\[[^\\]]*\\])?==${VERSION}`, 'im');
  if (file === 'poetry.lock' || file === 'uv.lock' || file === 'pdm.lock') return (library) => new RegExp(`^name = "${library}"\\s+version = "${VERSION}`, 'im');
  if (file === 'Pipfile.lock') return (library) => new RegExp(`"${library}": \\{[^}]*?"version": "==${VERSION}`, 'i');
  return undefined;
}
