import type { CannotWrite, FileChange } from '../../migrations/division.ts';
import type { Draft, Drafted, Site } from '../../migrations/draft.ts';
import type { Direction, Migration } from '../../migrations/migration.ts';
import { isScript } from '../../migrations/migration.ts';
import { PHASEWISE } from '../../migrations/tool.ts';
import { decode } from '../../text/decode.ts';
import { withLineEndsOf } from '../../text/line-ends.ts';
import { compareNatural } from '../../text/natural.ts';
import { folderOf, joined, nameOf } from '../../text/path.ts';
import { draftFirst } from './draft-first.ts';
import { headerOf } from './header.ts';
import { pathLike, versionOf } from './new-places.ts';
import { versionAfter } from './next-version.ts';
import { sectionsOf } from './sections.ts';
import type { SqlTool } from './tool.ts';
import { toolNamed } from './tools.ts';
import { phasewise } from './tools/phasewise.ts';
import { speaking } from './words.ts';
import { DIVIDER } from './write.ts';

/** The next migration: named, numbered and parted like the last one. */
export function draftSql(draft: Draft, site: Site): Drafted | CannotWrite {
  const tool = toolNamed(site.found.tool?.id);
  if (tool.closed !== undefined) return { cannot: tool.closed };
  const numbered = site.migrations.filter((one) => versionOf(one) !== undefined).sort((a, b) => compareNatural(versionOf(a) ?? '', versionOf(b) ?? ''));
  const last = numbered.at(-1);
  if (!last && site.migrations.length === 0 && tool === phasewise) return draftFirst(draft, tool, site);
  if (!last) return { cannot: 'No migration here has a number, so nothing says what the next one is called.' };
  if (draft.message === undefined) return { cannot: 'The message names the file: say with -m what it does.' };
  const objection = beyondNumbers(draft, last, tool);
  if (objection !== undefined) return { cannot: objection };
  const alone = (draft.outside?.length ?? 0) > 0 && cannotStandAlone(last, tool, site);
  if (typeof alone === 'string') return { cannot: alone };
  const version = versionAfter(versionOf(last) ?? '', draft.at);
  if (typeof version !== 'string') return version;

  const model = numbered.findLast(({ downgrade }) => isScript(downgrade)) ?? last;
  const like = (path: string) => {
    const named = pathLike(path, { was: versionOf(model) ?? '', is: version }, draft.message);
    return draft.folder === undefined ? named : joined(draft.folder, named.slice(site.found.folders.find((folder) => named.startsWith(`${folder}/`))?.length ?? folderOf(named).length).replace(/^\/+/, ''));
  };
  const files = filesOf(draft, { model, last, tool, site, like });
  const taken = files.find(({ path }) => site.world.kindOf(path) !== 'nothing');
  if (taken) return { cannot: `${taken.path} is there already.` };
  return { path: files[0].path, changes: [...files, ...besides(draft, files[0].path, tool, site)], notes: [] };
}

/** Why nothing of this tool's can run outside a transaction. */
function cannotStandAlone({ upgrade }: Migration, tool: SqlTool, site: Site): string | false {
  const { words } = speaking(site.tool, textAt(upgrade.path, site));
  const { wraps, unwraps } = site.tool;
  const can = words.outside !== undefined || tool.besideAlone !== undefined || wraps === 'nothing' || unwraps !== 'never';
  return can ? false : `It belongs ${words.alone}.`;
}

/** A file that asks for no transaction, for tools that are told so beside the script. */
function besides({ outside = [] }: Draft, path: string, { besideAlone }: SqlTool, site: Site): readonly FileChange[] {
  if (!besideAlone || !outside.includes('up') || site.tool.name === PHASEWISE.name) return [];
  return [{ kind: 'create', path: joined(folderOf(path), besideAlone.file), text: besideAlone.text }];
}

/** What only files can say that declare what they follow. */
function beyondNumbers({ id, labels, dependsOn, parents }: Draft, last: Migration, { style, name }: SqlTool): string | undefined {
  if (style.declares || (id === undefined && labels.length === 0 && dependsOn.length === 0 && follows(parents, last))) return undefined;
  return `Migrations of ${name} follow each other by their numbers: they have no ids, labels and branches of their own.`;
}

function follows(parents: readonly string[], { revision }: Migration): boolean {
  return parents.length === 1 && parents[0] === revision;
}

interface Example {
  /** The last migration that can be taken back, else the last. */
  readonly model: Migration;
  readonly last: Migration;
  readonly tool: SqlTool;
  readonly site: Site;
  like(path: string): string;
}

type Created = Extract<FileChange, { kind: 'create' }>;

function filesOf(draft: Draft, { model, last, tool, site, like }: Example): readonly [Created, ...Created[]] {
  const { upgrade, downgrade } = model;
  const text = textAt(upgrade.path, site);
  const sections = sectionsOf(text, tool.style.sections ?? []);
  const { words } = speaking(site.tool, text);
  const header = headerLines(draft, last, text, tool);
  const outside = (direction: Direction) => (draft.outside?.includes(direction) ? words.outside?.(direction) ?? [] : undefined);
  const isMarked = sections?.style.kind === 'markers';
  // What holds for the whole file stands above its first marker.
  const above = isMarked ? (draft.outside ?? []).flatMap((direction) => words.outside?.(direction).slice(0, -1) ?? []).slice(0, 1) : [];
  const marks = (direction: Direction) => (isMarked ? (outside(direction) ?? words.inside?.(direction) ?? []).slice(-1) : [...(direction === 'down' ? [DIVIDER] : []), ...outside(direction) ?? []]);
  const file = (path: string, lines: readonly string[]): Created => ({ kind: 'create', path, text: withLineEndsOf(text, `${lines.join('\n').trimEnd()}\n`) });
  const body = (sql: string) => (sql === '' ? [] : [sql]);

  if (sections) {
    return [file(like(upgrade.path), [...header, ...(header.length > 0 ? [''] : []), ...above, ...marks('up'), ...body(draft.up), '', ...marks('down'), ...body(draft.down)])];
  }
  const up = [...header, ...outside('up') ?? [], ...(draft.up === '' && header.length === 0 ? [`-- ${draft.message ?? ''}`] : body(draft.up))];
  const down = draft.down === '' ? [`-- Takes back: ${draft.message ?? ''}`] : [...outside('down') ?? [], draft.down];
  if (isScript(downgrade)) return [file(like(upgrade.path), up), file(like(downgrade.path), down)];
  // Its way back is still to be written.
  const beside = upgrade.path.replace(/\.up\.sql$/, '.down.sql');
  if (beside !== upgrade.path && site.world.kindOf(beside) === 'file') return [file(like(upgrade.path), up), file(like(beside), down)];
  if (draft.down === '' || !/^[^.]+\.sql$/.test(nameOf(upgrade.path))) return [file(like(upgrade.path), up)];
  return [file(like(upgrade.path).replace(/\.sql$/, '.up.sql'), up), file(like(upgrade.path).replace(/\.sql$/, '.down.sql'), down)];
}

/** What the file declares: what its model does, and what its number does not say. */
function headerLines({ id, message, parents, labels, dependsOn }: Draft, last: Migration, like: string, { style }: SqlTool): readonly string[] {
  if (!style.declares) return [];
  const { revises, title } = headerOf(like, style);
  return [
    ...(id === undefined ? [] : [`-- revision: ${id}`]),
    ...(revises || !follows(parents, last) ? [`-- revises: ${parents.length === 0 ? 'none' : parents.join(', ')}`] : []),
    ...(dependsOn.length > 0 ? [`-- depends-on: ${dependsOn.join(', ')}`] : []),
    ...(labels.length > 0 ? [`-- labels: ${labels.join(', ')}`] : []),
    ...(title === undefined ? [] : [`-- title: ${message ?? ''}`]),
  ];
}

function textAt(path: string, { world }: Site): string {
  const decoded = decode(path, world.read(path));
  return decoded.kind === 'text' ? decoded.source.text : '';
}
