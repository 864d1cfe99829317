import type { Filing } from '../../migrations/author.ts';
import type { CannotWrite, Division, FileChange } from '../../migrations/division.ts';
import type { Migration } from '../../migrations/migration.ts';
import { isScript } from '../../migrations/migration.ts';
import { tokensOf } from '../../sql/tokens.ts';
import { compareNatural } from '../../text/natural.ts';
import { folderOf, joined, nameOf } from '../../text/path.ts';
import { addressable, fileNameOf } from './file-name.ts';
import { headerOf } from './header.ts';
import { nameLike } from './new-name.ts';
import { numbersBehind } from './next-version.ts';
import type { SqlTool } from './tool.ts';

/** Where new migrations lie, and what happens to others so that they follow. */
export interface Places {
  readonly files: readonly { readonly id: string; readonly after: string; readonly about: string; readonly up: string; readonly down: string | undefined }[];
  readonly changes: readonly FileChange[];
}

/** Right behind the migration that is divided; those behind it give way where there is no number between. */
export function newPlaces({ migration, pieces }: Division, tool: SqlTool, filing: Filing): Places | CannotWrite {
  const own = versionOf(migration);
  if (own === undefined) return { cannot: `${nameOf(migration.upgrade.path)} has no number, so nothing says how a file behind it is named.` };
  const siblings = filing.migrations.filter((one) => one !== migration && versionOf(one) !== undefined);
  const following = siblings.map((one) => versionOf(one) ?? '').filter((version) => compareNatural(version, own) > 0).sort(compareNatural);
  const numbering = numbersBehind(own, following, pieces.length - 1, tool.dotted === true);
  if ('cannot' in numbering) return numbering;
  const { versions, moved } = numbering;

  const declared = headerOf(filing.textOf(migration.upgrade.path), tool.style).revision?.id;
  const idAt = (at: number) => (declared === undefined ? addressable(versions[at] ?? own) : `${declared}_${at + 2}`);
  const files = pieces.slice(1).map(({ about }, at) => {
    const placed = (path: string) => pathLike(path, { was: own, is: versions[at] ?? own }, about);
    return {
      id: idAt(at), after: at === 0 ? migration.revision : idAt(at - 1), about,
      up: placed(migration.upgrade.path),
      down: isScript(migration.downgrade) ? placed(migration.downgrade.path) : undefined,
    };
  });
  const newIds = new Map<string, string>([...moved].map(([was, is]) => [addressable(was), addressable(is)]));
  const last = files.at(-1)?.id ?? migration.revision;
  return {
    files,
    changes: [
      ...siblings.flatMap((one) => pointedAnew(one, (id) => (id === migration.revision ? last : newIds.get(id) ?? id), tool, filing)),
      ...siblings.flatMap((one) => renamed(one, moved, filing)),
    ],
  };
}

/** The version in a migration's name; undefined where there is none. */
export function versionOf({ upgrade: { path } }: Migration): string | undefined {
  return versionIn(path);
}

function versionIn(path: string): string | undefined {
  return fileNameOf(unitOf(path).name)?.version ?? fileNameOf(`${unitOf(path).name}.sql`)?.version;
}

/** What bears the version: the file, or the folder that is the migration. */
function unitOf(path: string): { readonly name: string; readonly folder: string; readonly inside: string } {
  const isFolder = fileNameOf(nameOf(path))?.version === undefined;
  const unit = isFolder ? folderOf(path) : path;
  return { name: nameOf(unit), folder: folderOf(unit), inside: isFolder ? `/${nameOf(path)}` : '' };
}

/** Where a migration lies that has another version and other words. */
export function pathLike(path: string, version: { readonly was: string; readonly is: string }, words?: string): string {
  const { name, folder, inside } = unitOf(path);
  return joined(folder, `${nameLike(name, version, words)}${inside}`);
}

/** All that bears the number of a migration: its files, and those that are named like them or lie with them. */
function renamed(one: Migration, moved: ReadonlyMap<string, string>, { world }: Filing): readonly FileChange[] {
  const was = versionOf(one) ?? '';
  const is = moved.get(was);
  if (is === undefined) return [];
  const own = one.reads.map(({ path }) => path).filter((path) => versionIn(path) === was);
  const paths = own.flatMap((path) => {
    const { inside, folder, name } = unitOf(path);
    const lying = inside === '' ? world.list(folder).filter((file) => file === name || file.startsWith(`${name}.`)).map((file) => joined(folder, file))
      : world.list(joined(folder, name)).filter((file) => !file.endsWith('/')).map((file) => joined(folder, `${name}/${file}`));
    return lying.map((file): FileChange => ({ kind: 'rename', path: file, to: pathLike(path, { was, is }).replace(/[^/]*$/, (end) => (inside === '' ? `${end}${nameOf(file).slice(name.length)}` : nameOf(file))) }));
  });
  return paths.filter(({ path }, at) => paths.findIndex((other) => other.path === path) === at);
}

/** `-- revises:` names what a file follows; without it, it follows whatever lies before it. */
function pointedAnew(one: Migration, meant: (id: string) => string, { style }: SqlTool, filing: Filing): readonly FileChange[] {
  const { path } = one.upgrade;
  const text = filing.textOf(path);
  if (headerOf(text, style).revises === undefined && headerOf(text, style).dependsOn.length === 0) return [];
  const edits = tokensOf(text).filter(({ kind }) => kind === 'comment').flatMap(({ start, end }) => {
    const [all, head = '', ids = ''] = /^(--[ \t]*(?:revises|depends[-_ ]on)[ \t]*:[ \t]*)(.*?)[ \t]*$/i.exec(text.slice(start, end)) ?? [];
    const renamedIds = ids.replace(/[^\s,]+/g, (id) => known(id, one, meant));
    return all === undefined || renamedIds === ids ? [] : [{ span: { start: start + head.length, end: start + head.length + ids.length }, text: renamedIds }];
  });
  return edits.length > 0 ? [{ kind: 'edit', path, edits }] : [];
}

/** Ids may be written without their zeros: the parents say which one is meant. */
function known(written: string, { parents, dependsOn }: Migration, meant: (id: string) => string): string {
  const id = [...parents, ...dependsOn].find((one) => one === written || one.replace(/^0+/, '') === written.replace(/^0+/, '')) ?? written;
  const now = meant(id);
  return now === id ? written : now;
}
