import { joined } from '../../text/path.ts';
import type { World } from '../../text/world.ts';
import { surroundings } from '../surroundings.ts';
import { isEnumClass } from './member.ts';
import type { Value } from './value.ts';

/** What Phasewise reads in its own way: Alembic, SQLAlchemy, and what builds on them. */
const KNOWN = /^(?:alembic|alembic_\w+|sqlalchemy|sqlalchemy_\w+|sqlmodel|flask_sqlalchemy|flask_migrate|geoalchemy2|pgvector|fastapi_users\w*|citext|psycopg2?|asyncpg)$/;

/** May a module that the project itself does not have be looked up among what is installed? */
export function isLookedUp(module: string): boolean {
  return !KNOWN.test(module);
}

/**
 * The folders of what is installed in the project's virtual environment, the innermost that there is. Nothing outside it is
 * looked at: what a machine has is no part of the project.
 * https://docs.python.org/3/library/venv.html#creating-virtual-environments
 */
export function installedIn(scripts: string, world: World): readonly string[] {
  const environments = surroundings(scripts, world).flatMap((folder) => ['.venv', 'venv', 'env'].map((name) => joined(folder, name)));
  const environment = environments.find((folder) => world.kindOf(joined(folder, 'pyvenv.cfg')) === 'file');
  if (environment === undefined) return [];
  const pythons = world.list(joined(environment, 'lib'), /^python3\.\d+\/$/).map((name) => joined(environment, `lib/${name}site-packages`));
  return [...pythons, joined(environment, 'Lib/site-packages')].filter((folder) => world.kindOf(folder) === 'folder');
}

/** What of a library is taken: plain values, enums, column types, and names that lead on. What it does is not followed. */
export function isTaken(value: Value): boolean {
  switch (value.kind) {
    case 'string': case 'number': case 'bool': case 'none': case 'named': return true;
    case 'list': return value.items.every(isTaken);
    case 'dict': return value.entries.flat().every(isTaken);
    case 'member': return isEnumClass(value.of);
    case 'class': return isEnumClass(value) || isColumnType(value);
    default: return false;
  }
}

function isColumnType(value: Value): boolean {
  if (value.kind === 'named') return /^(?:sa|pg)\.[A-Z]\w*$/.test(value.name);
  return value.kind === 'class' && value.bases.some(isColumnType);
}
