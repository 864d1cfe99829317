import type { Found, Source } from '../migrations/source.ts';
import { ancestorsOf, folderOf, isWithin } from '../text/path.ts';
import type { World } from '../text/world.ts';

/** Deeper folders than this below the one named are not searched for projects. */
const DEPTH = 10;
const PASSED_OVER = new Set(['node_modules', '.git', '.hg', '.venv', 'venv', '__pycache__', 'dist', 'build', 'target', 'vendor', 'site-packages']);

export interface Discovery {
  readonly source: Source;
  readonly found: Found;
  /** The files to report on; undefined: all. The project around them is read in any case. */
  readonly files: ReadonlySet<string> | undefined;
}

/** Migrations that were found and are not for PostgreSQL: nothing of them is read. `because` is a clause. */
export interface LeftOut { readonly folder: string; readonly because: string }

/** Nothing that we know lies at a path. */
export interface Missing { readonly path: string; readonly kind: 'no such path' | 'no project' }

/**
 * The projects that the given paths (files or folders, absolute) belong to: the project around each path, else those
 * below it. Named files choose what is reported. Throws `SourceError` where a project's own configuration is broken.
 */
export function findProjects(paths: readonly string[], sources: readonly Source[], world: World): Findings {
  const byRoot = new Map<string, { source: Source; found: Found; files: Set<string> | undefined }>();
  const missing: Missing[] = [];
  const leftOut = new Map<string, LeftOut>();

  for (const path of paths) {
    const kind = world.kindOf(path);
    if (kind === 'nothing') {
      missing.push({ path, kind: 'no such path' });
      continue;
    }
    const folder = kind === 'file' ? folderOf(path) : path;
    const around = projectAround(folder, sources, world);
    const all = around ? [around] : kind === 'file' ? [] : projectsBelow(folder, sources, world, DEPTH);
    const hits = all.filter(({ found }) => found.notForPostgres === undefined);
    for (const { found: { folders, notForPostgres: because = '' } } of all.filter((hit) => !hits.includes(hit))) {
      for (const each of folders) leftOut.set(each, { folder: each, because });
    }
    if (all.length === 0) missing.push({ path, kind: 'no project' });

    for (const { source, found } of hits) {
      const key = `${source.name}\0${found.root}`;
      const whole = around === undefined || path === found.root;
      const files = whole ? undefined : new Set(kind === 'file' ? [path] : filesBelow(path, world));
      const known = byRoot.get(key);
      byRoot.set(key, { source, found, files: known ? union(known.files, files) : files });
    }
  }
  return { discoveries: [...byRoot.values()], missing, leftOut: [...leftOut.values()] };
}

export interface Findings {
  readonly discoveries: readonly Discovery[];
  readonly missing: readonly Missing[];
  readonly leftOut: readonly LeftOut[];
}

interface Hit { readonly source: Source; readonly found: Found }

/** The innermost project that the folder is the root of or whose migrations it holds or lies among. */
function projectAround(folder: string, sources: readonly Source[], world: World): Hit | undefined {
  for (const candidate of ancestorsOf(folder)) {
    for (const source of sources) {
      const found = source.detect(candidate, world);
      if (found && concerns(found, folder)) return { source, found };
    }
    if (world.kindOf(`${candidate}/.git`) !== 'nothing') return undefined;
  }
  return undefined;
}

function concerns(found: Found, folder: string): boolean {
  return folder === found.root
    || found.folders.some((migrations) => isWithin(folder, migrations) || (isWithin(migrations, folder) && isWithin(folder, found.root)));
}

function projectsBelow(folder: string, sources: readonly Source[], world: World, depth: number): readonly Hit[] {
  const hits = sources.flatMap((source): Hit[] => {
    const found = source.detect(folder, world);
    return found ? [{ source, found }] : [];
  }).slice(0, 1);
  const taken = hits.flatMap(({ found }) => found.folders);
  if (depth === 0) return hits;

  const below = world.list(folder)
    .filter((name) => name.endsWith('/') && !name.startsWith('.') && !PASSED_OVER.has(name.slice(0, -1)))
    .map((name) => `${folder === '/' ? '' : folder}/${name.slice(0, -1)}`)
    .filter((child) => !taken.some((migrations) => isWithin(child, migrations)))
    .flatMap((child) => projectsBelow(child, sources, world, depth - 1))
    .filter(({ found }) => !found.folders.every((migrations) => taken.includes(migrations)));
  return [...hits, ...below];
}

function filesBelow(folder: string, world: World): readonly string[] {
  return world.list(folder).flatMap((name) =>
    name.endsWith('/') ? filesBelow(`${folder}/${name.slice(0, -1)}`, world) : [`${folder}/${name}`]);
}

function union(a: Set<string> | undefined, b: Set<string> | undefined): Set<string> | undefined {
  return a && b ? new Set([...a, ...b]) : undefined;
}
