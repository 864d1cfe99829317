import picomatch from 'picomatch';
import { globs } from '../text/globs.ts';
import { folderOf, joined, relativeTo } from '../text/path.ts';
import type { World } from '../text/world.ts';
import type { Repository } from './git.ts';
import type { Project } from './project.ts';
import type { ReleaseTexts } from './release-files.ts';
import { ReleaseFiles } from './release-files.ts';

/** Sources are written by people: what is larger is data, or made by a program. */
const LARGEST = 1024 * 1024;
/** What git says is data, it finds a NUL in so many bytes. */
const LOOKED_AT = 8000;

type Owner = Pick<Project, 'config' | 'migrations'>;

/** The sources of the application as a commit has them; undefined where the configuration names none. */
export function releaseAt(project: Owner, { repository, commit, where }: { readonly repository: Repository; readonly commit: string; readonly where: string }): ReleaseFiles | undefined {
  const wanted = wantedBy(project);
  return wanted && new ReleaseFiles(where, () => {
    const files = repository.filesIn(commit).filter(({ path }) => wanted(path));
    const small = files.filter(({ size }) => size <= LARGEST).map(({ path }) => path);
    const contents = repository.readAll(commit, small);
    return textsOf(project, contents.map((bytes, at) => ({ path: small[at] ?? '', bytes })), files.filter(({ size }) => size > LARGEST).map(({ path }) => path));
  });
}

/** The same as they are here. */
export function releaseHere(project: Owner, world: World): ReleaseFiles | undefined {
  const wanted = wantedBy(project);
  const { release, path = '' } = project.config;
  return wanted && new ReleaseFiles('in the working tree', () => {
    const bases = release.map((pattern) => joined(folderOf(path), pattern.includes('/') ? picomatch.scan(pattern).base : ''));
    const files = [...new Set(bases.flatMap((base) => filesBelow(base, world)))].filter((file) => wanted(file) && world.kindOf(file) === 'file').map((file) => ({ path: file, bytes: world.read(file) }));
    return textsOf(project, files.filter(({ bytes }) => bytes.length <= LARGEST), files.filter(({ bytes }) => bytes.length > LARGEST).map((file) => file.path));
  });
}

/** Migrations name what they drop, and are no part of the application. */
function wantedBy({ config: { path, release }, migrations }: Owner): ((file: string) => boolean) | undefined {
  if (path === undefined || release.length === 0) return undefined;
  const fits = globs(release);
  const folders = new Set(migrations.flatMap(({ reads }) => reads.map((file) => folderOf(file.path))));
  return (file) => !folders.has(folderOf(file)) && fits(relativeTo(folderOf(path), file));
}

function textsOf({ config: { path = '' } }: Owner, files: readonly { readonly path: string; readonly bytes: Uint8Array }[], tooLarge: readonly string[]): ReleaseTexts {
  const decoder = new TextDecoder();
  return {
    files: files.filter(({ bytes }) => !bytes.subarray(0, LOOKED_AT).includes(0)).map((file) => ({ path: relativeTo(folderOf(path), file.path), text: decoder.decode(file.bytes) })),
    tooLarge,
  };
}

/** Folders that hold what others have written, or what git keeps. */
const NOT_OURS = new Set(['.git/', 'node_modules/']);
/** Links may lead in a circle. */
const DEEPEST = 40;

function filesBelow(path: string, world: World, depth = 0): readonly string[] {
  if (world.kindOf(path) === 'file') return [path];
  if (depth > DEEPEST) return [];
  return world.list(path).flatMap((name) => {
    if (NOT_OURS.has(name)) return [];
    return name.endsWith('/') ? filesBelow(`${path === '/' ? '' : path}/${name.slice(0, -1)}`, world, depth + 1) : [`${path === '/' ? '' : path}/${name}`];
  });
}
