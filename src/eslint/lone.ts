import type { Migration } from '../migrations/migration.ts';
import type { Found, Source, SourceReading } from '../migrations/source.ts';
import { PHASEWISE } from '../migrations/tool.ts';
import { alembicAuthor } from '../sources/alembic/author.ts';
import { pythonComments } from '../sources/alembic/comments.ts';
import { readModule } from '../sources/alembic/module.ts';
import { sqlAuthor } from '../sources/sql/author.ts';
import { sqlComments } from '../sources/sql/comments.ts';
import { chained } from '../sources/sql/chain.ts';
import { fileNameOf } from '../sources/sql/file-name.ts';
import { readSqlFile } from '../sources/sql/file.ts';
import { phasewise } from '../sources/sql/tools/phasewise.ts';
import { decode } from '../text/decode.ts';
import { folderOf, nameOf } from '../text/path.ts';
import type { World } from '../text/world.ts';

/** A file that belongs to no project, as a history of one migration: what it touches may exist and be large. */
export function loneSource(path: string, language: 'sql' | 'python'): { readonly source: Source; readonly found: Found } {
  const folder = folderOf(path);
  const found: Found = { root: folder, folders: [folder], versionTable: { name: 'phasewise_version' } };
  const read = (_: Found, world: World) => (language === 'sql' ? readLoneSql(path, world) : readLoneRevision(path, world));
  const tool = language === 'sql' ? PHASEWISE : { name: 'Alembic', wraps: 'run', sends: 'pieces', unwraps: 'never', settings: {} } as const;
  const author = language === 'sql' ? sqlAuthor : alembicAuthor;
  const comments = language === 'sql' ? sqlComments : pythonComments;
  return { found, source: { name: 'a file of its own', tools: [], as: (same) => same, detect: () => found, read, tool: () => tool, comments, author } };
}

function readLoneSql(path: string, world: World): SourceReading {
  const file = nameOf(path);
  const name = fileNameOf(file) ?? { file, words: '', part: 'both', repeatable: false };
  const read = readSqlFile({ ...name, version: '1' }, path, phasewise.style, { world, root: folderOf(path), values: {} });
  return {
    migrations: chained([{ id: '1', main: read, undo: read.down ? read : undefined }]).map(withoutParents),
    problems: read.refused === undefined ? [] : [{ name: 'unreadable-file', level: 'error', message: read.refused, place: { path, span: { start: 0, end: 0 } } }],
  };
}

/** What has no revision is some other Python file, about which there is nothing to say. */
function readLoneRevision(path: string, world: World): SourceReading {
  const decoded = decode(path, world.read(path));
  if (decoded.kind === 'refused') {
    return { migrations: [], problems: [{ name: 'unreadable-file', level: 'error', message: decoded.message, place: { path, span: { start: 0, end: 0 } } }] };
  }
  const { migration, problems } = readModule(decoded.source);
  return { migrations: migration ? [withoutParents(migration)] : [], problems: problems.filter(({ name }) => name !== 'no-revision') };
}

/** Nobody knows what ran before. */
function withoutParents(migration: Migration): Migration {
  return { ...migration, parents: [], dependsOn: [] };
}
