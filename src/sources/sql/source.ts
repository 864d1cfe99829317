import type { Problem } from '../../migrations/problem.ts';
import type { Found, Source, SourceReading } from '../../migrations/source.ts';
import { PHASEWISE } from '../../migrations/tool.ts';
import { compareNatural } from '../../text/natural.ts';
import type { World } from '../../text/world.ts';
import { sqlAuthor } from './author.ts';
import { chained, sameVersions } from './chain.ts';
import type { Unit } from './chain.ts';
import { detectSql } from './detect.ts';
import type { SqlFile } from './file.ts';
import { readSqlFile } from './file.ts';
import { fileNameOf } from './file-name.ts';

/** Plain SQL files: numbered, in pairs, with sections, or with header comments. */
export const sqlSource: Source = {
  name: 'plain SQL',
  detect: detectSql,
  read: readProject,
  tool: () => PHASEWISE,
  author: sqlAuthor,
};

function readProject({ folders }: Found, world: World): SourceReading {
  const files = folders.flatMap((folder) =>
    [...world.list(folder)].sort(compareNatural).flatMap((file): SqlFile[] => {
      const name = fileNameOf(file);
      return name ? [readSqlFile(name, `${folder === '/' ? '' : folder}/${file}`, world)] : [];
    }));
  const numbered = files.filter((file) => idOf(file) !== undefined && !file.name.repeatable);
  const units = paired(numbered);
  const loneUndos = numbered.filter((file) => !file.up && !units.some(({ undo }) => undo === file));
  return {
    migrations: chained(units),
    problems: [
      ...files.flatMap(unreadable),
      ...files.filter((file) => !numbered.includes(file)).flatMap(unnumbered),
      ...loneUndos.map(loneUndo),
      ...sameVersions(units),
    ],
  };
}

function idOf({ header, name }: SqlFile): string | undefined {
  return header.revision?.id ?? name.version;
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
