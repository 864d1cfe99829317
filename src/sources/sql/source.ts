import type { Problem } from '../../migrations/problem.ts';
import type { Found, Source, SourceReading } from '../../migrations/source.ts';
import type { Tool } from '../../migrations/tool.ts';
import { PHASEWISE } from '../../migrations/tool.ts';
import { compareNatural } from '../../text/natural.ts';
import type { World } from '../../text/world.ts';
import { sqlAuthor } from './author.ts';
import { sqlComments } from './comments.ts';
import type { Unit } from './chain.ts';
import { chained, sameVersions } from './chain.ts';
import { detectSql } from './detect.ts';
import { addressable } from './file-name.ts';
import type { SqlFile } from './file.ts';
import { readSqlFiles } from './file.ts';
import type { Listing } from './layout.ts';
import { Look } from './look.ts';
import type { SqlTool } from './tool.ts';
import { foreign, toolNamed, TOOLS } from './tools.ts';
import { phasewise } from './tools/phasewise.ts';

/** SQL files: those of a tool that we know by its marks, and plain ones, numbered, in pairs, with sections, or with header comments. */
export const sqlSource: Source = {
  name: 'plain SQL',
  detect: detectSql,
  begun: (root, folder) => ({ root, folders: [folder], versionTable: { name: phasewise.ledger.name } }),
  read: (found, world) => readProject(found, toolNamed(found.tool?.id), world),
  tool: ({ tool, folders: [folder = '/'] }, world): Tool => {
    if (!tool) return PHASEWISE;
    return { name: tool.name, ...toolNamed(tool.id).runs(new Look(folder, world)) };
  },
  tools: TOOLS.map(({ id }) => id),
  as: (found, id) => ({ ...found, tool: foreign(toolNamed(id)) }),
  comments: sqlComments,
  author: sqlAuthor,
};

function readProject({ root, folders, placeholders = {} }: Found, tool: SqlTool, world: World): SourceReading {
  const { layout, style } = tool;
  const listings = folders.map((folder) => layout(folder, world));
  const setting = { world, root, values: { ...tool.placeholders?.(new Look(folders[0] ?? root, world)), ...placeholders } };
  const files = listings.flatMap(({ entries }) => entries).flatMap((entry) => readSqlFiles(entry, style, setting));
  const numbered = files.filter((file) => idOf(file) !== undefined && !file.name.repeatable);
  const units = inOrder(paired(numbered), listings[0]?.order ?? 'number');
  const loneUndos = numbered.filter((file) => !file.up && !units.some(({ undo }) => undo === file));
  return {
    migrations: chained(units),
    problems: [
      ...listings.flatMap(({ problems = [] }) => problems),
      ...files.flatMap(unreadable),
      ...files.filter((file) => !numbered.includes(file)).flatMap(unnumbered),
      ...loneUndos.map(loneUndo),
      ...sameVersions(units),
    ],
  };
}

function inOrder(units: readonly Unit[], order: Listing['order']): readonly Unit[] {
  switch (order) {
    case 'listed': return units;
    case 'name': return [...units].sort((a, b) => (a.main.name.file < b.main.name.file ? -1 : 1));
    case 'version': return [...units].sort((a, b) => (a.id < b.id ? -1 : 1));
    case 'number': return [...units].sort((a, b) => compareNatural(a.id, b.id) || compareNatural(a.main.path, b.main.path));
  }
}
function idOf({ header, name }: SqlFile): string | undefined {
  return header.revision?.id ?? (name.version === undefined ? undefined : addressable(name.version));
}

/** Joins each upgrade with the downgrade of its own name, or else the only one of its number. */
function paired(files: readonly SqlFile[]): readonly Unit[] {
  const undos = files.filter((file) => !file.up);
  return files.filter((file) => file.up).map((main) => {
    const id = idOf(main) ?? '';
    const same = undos.filter((undo) => undo.name.version === main.name.version && undo.name.version !== undefined || idOf(undo) === id);
    const undo = main.down ? main : same.find(({ name }) => name.words === main.name.words) ?? (same.length === 1 ? same[0] : undefined);
    return { id, main, undo };
  });
}

function unreadable({ path, refused }: SqlFile): readonly Problem[] {
  if (refused === undefined) return [];
  return [{ name: 'unreadable-file', level: 'error', message: refused, place: { path, span: { start: 0, end: 0 } } }];
}

function unnumbered({ name, path, refused }: SqlFile): readonly Problem[] {
  if (refused !== undefined) return [];
  const place = { path, span: { start: 0, end: 0 } };
  if (name.repeatable) {
    const message = `${name.file} is a repeatable migration of Flyway's, which Phasewise neither judges nor runs; give it a number, or keep it in another folder.`;
    return [{ name: 'repeatable-migration', level: 'finding', message, place }];
  }
  const message = `${name.file} has no number, so nothing says when it runs; name it like 004_${name.file}, or begin it with \`-- revision:\` and \`-- revises:\`.`;
  return [{ name: 'file-without-number', level: 'finding', message, place }];
}

function loneUndo({ name, path }: SqlFile): Problem {
  const message = `${name.file} is a downgrade without an upgrade; its twin would be named ${name.file.replace(/\.down\.sql$/i, '.up.sql').replace(/^U(?=\d)/, 'V')}.`;
  return { name: 'downgrade-alone', level: 'finding', message, place: { path, span: { start: 0, end: 0 } } };
}
