import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file that is to be spoilt, and the files around it that stay as they are. Paths are relative to the project. */
export interface Specimen {
  readonly path: string;
  readonly bytes: Buffer;
  readonly around: Readonly<Record<string, Buffer>>;
}

const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures');
/** What is longer tells nothing more, and takes longer. */
const LONGEST = 64 * 1024;

/** The fixtures of the project, and the migrations below other folders, each in a project of a layout that fits it. */
export function corpus(folders: readonly string[]): readonly Specimen[] {
  const projects = readdirSync(path.join(FIXTURES, 'projects')).flatMap((name) => inProject(path.join(FIXTURES, 'projects', name)));
  const alone = [path.join(FIXTURES, 'rules'), ...folders].flatMap((folder) => filesBelow(folder).flatMap(inLayout));
  return [...projects, ...alone];
}

function inProject(root: string): readonly Specimen[] {
  const files = Object.fromEntries(filesBelow(root).map((file) => [path.relative(root, file), readFileSync(file)]));
  return Object.keys(files).map((name) => {
    const { [name]: bytes = Buffer.alloc(0), ...around } = files;
    return { path: name, bytes, around };
  });
}

const ALEMBIC = path.join(FIXTURES, 'projects/alembic-todo');
const SURROUNDINGS = {
  alembic: Object.fromEntries(['alembic.ini', 'migrations/env.py'].map((name) => [name, readFileSync(path.join(ALEMBIC, name))])),
  prisma: { 'prisma/migrations/migration_lock.toml': Buffer.from('provider = "postgresql"\n') },
};

function inLayout(file: string): readonly Specimen[] {
  if (statSync(file).size > LONGEST) return [];
  const name = path.basename(file);
  const bytes = () => readFileSync(file);
  if (name.endsWith('.py')) return /\bop\.|revision/.test(bytes().toString()) ? [{ path: `migrations/versions/${name}`, bytes: bytes(), around: SURROUNDINGS.alembic }] : [];
  if (!name.endsWith('.sql')) return [];
  if (name === 'migration.sql') return [{ path: `prisma/migrations/${path.basename(path.dirname(file))}/${name}`, bytes: bytes(), around: SURROUNDINGS.prisma }];
  if (name === 'up.sql' || name === 'down.sql') return [{ path: `migrations/${path.basename(path.dirname(file))}/${name}`, bytes: bytes(), around: {} }];
  return [{ path: `migrations/${/^[VUR\d]/.test(name) ? name : `001_${name}`}`, bytes: bytes(), around: {} }];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    if (entry.isDirectory()) return filesBelow(path.join(folder, entry.name));
    return entry.isFile() ? [path.join(folder, entry.name)] : [];
  });
}
