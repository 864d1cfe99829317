import type { Tool } from '../../migrations/tool.ts';
import { sectionsOf } from './sections.ts';
import type { SqlTool } from './tool.ts';
import { TOOLS } from './tools.ts';
import { dbmate } from './tools/dbmate.ts';
import { goose } from './tools/goose.ts';
import { phasewise } from './tools/phasewise.ts';
import { sqlMigrate } from './tools/sql-migrate.ts';
import { tern } from './tools/tern.ts';

/** The tool whose words a cure is said in: the one that applies it; where that is our runner, the one that the file is written for. */
export function speaking({ name }: Tool, file: string): SqlTool {
  const applying = TOOLS.find((tool) => tool.name === name);
  if (applying) return applying;
  if (file === '') return phasewise;
  if (last?.file !== file) last = { file, tool: writtenFor(file) };
  return last.tool;
}

/** A file has many cures, one after the other. */
let last: { readonly file: string; readonly tool: SqlTool } | undefined;

function writtenFor(file: string): SqlTool {
  return [tern, dbmate, goose, sqlMigrate].find(({ style: { sections = [], alone } }) =>
    sectionsOf(file, sections) !== undefined || alone?.({ text: file, path: '', read: () => '' }) === true) ?? phasewise;
}
