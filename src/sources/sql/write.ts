import type { Filing } from '../../migrations/author.ts';
import type { Part } from '../../migrations/cure.ts';
import type { CannotWrite, Division, FileChange, Piece } from '../../migrations/division.ts';
import { inFile } from '../../migrations/in-file.ts';
import type { Direction, Script } from '../../migrations/migration.ts';
import { directionOf, isScript } from '../../migrations/migration.ts';
import { PHASEWISE } from '../../migrations/tool.ts';
import { asWritten } from '../../sql/stand-in.ts';
import { edited } from '../../text/edit.ts';
import { folderOf, joined } from '../../text/path.ts';
import { withLineEndsOf } from '../../text/line-ends.ts';
import type { TextEdit } from '../../text/place.ts';
import { headerOf } from './header.ts';
import type { Places } from './new-places.ts';
import { newPlaces } from './new-places.ts';
import type { Section } from './sections.ts';
import { sectionsOf } from './sections.ts';
import type { Stretch } from './stretches.ts';
import { stretchesOf } from './stretches.ts';
import type { SqlTool } from './tool.ts';
import { toolNamed } from './tools.ts';
import { speaking } from './words.ts';

/** Files as their writer would have written them: what stays is left as it lies, what moves takes its comments along. */
export function writeSql(division: Division, filing: Filing): readonly FileChange[] | CannotWrite {
  const { pieces: [first, ...later], script, migration } = division;
  const tool = toolNamed(filing.found.tool?.id);
  const objection = against(division, tool, filing);
  if (objection !== undefined || !first) return { cannot: objection ?? 'There is nothing to write.' };
  const up = layOut(script, tool, filing);
  const down = later.length > 0 && isScript(migration.downgrade) ? layOut(migration.downgrade, tool, filing) : undefined;
  if ('cannot' in up) return up;
  if (down && 'cannot' in down) return down;
  const places = later.length > 0 ? newPlaces(division, tool, filing) : { files: [], changes: [] };
  if ('cannot' in places) return places;

  const laid: Laid = { up, down, words: speaking(filing.tool, up.text).words, tool };
  const own = changed(first.parts, up, filing);
  const back = first.undo && down ? changed(first.undo, down, filing) : [];
  if (!own || !back) return { cannot: 'A statement comes out of a template, so its cure has no place in the file.' };
  const marks = first.transaction === 'none' && !script.optsOut ? asksForNone(laid, division, filing) : { edits: [], changes: [] };
  const texts = later.map((piece, at) => textsOf(piece, laid, places.files[at], filing));
  if (texts.includes(undefined)) return { cannot: 'A statement comes out of a template, so its cure has no place in the file.' };
  if ('cannot' in marks) return marks;
  return [
    ...together([{ path: up.path, edits: [...own, ...marks.edits] }, { path: down?.path ?? up.path, edits: back }]),
    ...marks.changes,
    ...places.changes,
    ...texts.flatMap((changes) => changes ?? []),
  ].map((change) => withLineEnds(change, up.text));
}

function withLineEnds(change: FileChange, like: string): FileChange {
  if (change.kind === 'create') return { ...change, text: withLineEndsOf(like, change.text) };
  return change.kind === 'edit' ? { ...change, edits: change.edits.map(({ span, text }) => ({ span, text: withLineEndsOf(like, text) })) } : change;
}

/** A script as it lies in its file. */
interface Lying { readonly script: Script; readonly path: string; readonly text: string; readonly section: Section | undefined; readonly stretches: readonly Stretch[] }

interface Laid { readonly up: Lying; readonly down: Lying | undefined; readonly words: SqlTool['words']; readonly tool: SqlTool }

function against({ pieces, script }: Division, tool: SqlTool, filing: Filing): string | undefined {
  const { name, wraps, unwraps } = filing.tool;
  if (tool.closed !== undefined) return tool.closed;
  const { words } = speaking(filing.tool, filing.textOf(script.path));
  const hasAlone = words.outside !== undefined || tool.besideAlone !== undefined || wraps === 'nothing' || unwraps !== 'never';
  if (pieces.some(({ transaction }) => transaction === 'none') && !hasAlone) return `It belongs ${words.alone}.`;
  if (words.oneByOne && name !== PHASEWISE.name && pieces.some(({ transaction, parts }) => transaction === 'none' && parts.length > 1)) {
    return `Outside a transaction ${name} takes one statement alone, and settings belong before this one.`;
  }
  if (pieces.length === 1) return undefined;
  if (wraps === 'run') return `${name} runs all pending migrations in one transaction, which files of their own would still share.`;
  if (script.steps.some((step) => step.kind === 'statement' && step.call !== undefined)) return 'Markers hold statements of the migration together, so it is not divided.';
  return undefined;
}

function layOut(script: Script, tool: SqlTool, filing: Filing): Lying | CannotWrite {
  const { path } = script;
  const text = filing.textOf(path);
  const sections = sectionsOf(text, tool.style.sections ?? [])?.sections ?? [];
  const [section, ...others] = sections.filter(({ direction }) => direction === directionOf(script.id));
  const stretches = stretchesOf(script, text, section ? behindLine(text, section.start) : 0);
  if (!stretches || others.length > 0) return { cannot: 'Not all of its statements stand in one stretch of its own file.' };
  return { script, path, text, section, stretches };
}

/** A marker keeps its line. */
function behindLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? text.length : end).trim() === '' && end >= 0 ? end + 1 : from;
}

/** The edits that leave only these parts in a script; undefined where one of them has no place in the file. */
function changed(parts: readonly Part[], { script, text, stretches }: Lying, filing: Filing): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const stay = new Set(parts.flatMap((part) => (part.kind === 'keep' || part.kind === 'change' ? [part.at.index] : [])));
  stretches.forEach(({ whole }, index) => { if (!stay.has(index)) edits.push({ span: whole, text: '' }); });
  let waiting: string[] = [];
  for (const part of parts) {
    if (part.kind === 'sql') waiting.push(`${asWritten(part.sql)};\n`);
    if (part.kind !== 'keep' && part.kind !== 'change') continue;
    const start = stretches[part.at.index]?.sql.start ?? 0;
    if (waiting.length > 0) edits.push({ span: { start, end: start }, text: waiting.join('') });
    waiting = [];
    const inPlace = part.kind === 'change' ? inFile(part.edits, filing.statement(part.at))?.edits : [];
    if (!inPlace) return undefined;
    edits.push(...inPlace);
  }
  const end = stretches.findLast((_, index) => stay.has(index))?.whole.end ?? text.length;
  if (waiting.length > 0 && script.steps.length > 0) edits.push({ span: { start: end, end }, text: waiting.join('') });
  return edits;
}

/** The lines or the file that ask for no transaction, where nothing asks for none yet. */
function asksForNone({ up: { path, section, text }, words, tool }: Laid, { script, migration }: Division, filing: Filing): { readonly edits: readonly TextEdit[]; readonly changes: readonly FileChange[] } | CannotWrite {
  const direction = directionOf(script.id);
  const lines = words.outside?.(direction) ?? [];
  const marker = section && words.inside?.(direction).at(-1);
  const above = marker === undefined ? lines : lines.slice(0, -1);
  const suffix = marker === undefined ? '' : lines.at(-1)?.slice(marker.length) ?? '';
  const other = direction === 'up' ? migration.downgrade : migration.upgrade;
  if (section && above.length > 0 && isScript(other) && other.path === path && other.steps.length > 1 && !other.optsOut) {
    return { cannot: `\`${above[0] ?? ''}\` holds for the whole file, and the statements of its ${direction === 'up' ? 'downgrade' : 'upgrade'} belong in one transaction.` };
  }
  const top = text.startsWith('\uFEFF') ? 1 : 0;
  const beside = tool.besideAlone && filing.tool.name !== PHASEWISE.name ? [{ kind: 'create' as const, path: joined(folderOf(path), tool.besideAlone.file), text: tool.besideAlone.text }] : [];
  return {
    edits: [
      ...(above.length > 0 ? [{ span: { start: top, end: top }, text: `${above.join('\n')}\n` }] : []),
      ...(section && suffix !== '' ? [{ span: { start: section.start, end: section.start }, text: suffix }] : []),
    ],
    changes: beside.filter((change) => filing.world.kindOf(change.path) === 'nothing'),
  };
}

/** The files of a piece that has none yet. */
function textsOf(piece: Piece, laid: Laid, place: Places['files'][number] | undefined, filing: Filing): readonly FileChange[] | undefined {
  const { up, down, words, tool } = laid;
  const code = codeOf(piece.parts, up, filing);
  const undo = down && codeOf(piece.undo ?? [], down, filing);
  if (!place || code === undefined || (down && undo === undefined)) return undefined;
  const alone = piece.transaction === 'none';
  const lines = (direction: Direction, outside: boolean) => [...(outside ? words.outside : words.inside)?.(direction) ?? []];
  const above = [...headerLines(laid, place), ...(alone || up.section ? lines('up', alone) : [])];
  const isOneFile = down !== undefined && down.path === up.path;
  const beside = alone && tool.besideAlone && filing.tool.name !== PHASEWISE.name ? [{ kind: 'create' as const, path: joined(folderOf(place.up), tool.besideAlone.file), text: tool.besideAlone.text }] : [];
  const nothing = '-- There is nothing to take back.';
  const below = isOneFile ? ['', ...(words.inside ? lines('down', false) : [DIVIDER, '']), undo === '' ? nothing : undo ?? ''] : [];
  return [
    { kind: 'create', path: place.up, text: `${[...above, code, ...below].join('\n')}\n` },
    ...(down && !isOneFile && place.down !== undefined ? [{ kind: 'create' as const, path: place.down, text: `${undo === '' ? nothing : undo ?? ''}\n` }] : []),
    ...beside,
  ];
}

/** What parts a file of tern's. */
export const DIVIDER = '---- create above / drop below ----';

/** What Phasewise's own files declare, where the first one does. */
function headerLines({ up, tool }: Laid, { id, after, about }: Places['files'][number]): readonly string[] {
  const { revision, revises, title } = headerOf(up.text, tool.style);
  const lines = [
    ...(revision ? [`-- revision: ${id}`] : []),
    ...(revises ? [`-- revises: ${after}`] : []),
    ...(title === undefined ? [] : [`-- title: ${about}`]),
  ];
  return lines.length > 0 && up.section ? [...lines, ''] : lines;
}

function codeOf(parts: readonly Part[], { script, text, stretches }: Lying, filing: Filing): string | undefined {
  const code = parts.map((part): string | undefined => {
    if (part.kind === 'sql') return `${asWritten(part.sql)};`;
    const stretch = part.kind === 'backfill' ? undefined : stretches[part.at.index];
    if (!stretch || part.kind === 'backfill') return undefined;
    const edits = part.kind === 'change' ? inFile(part.edits, filing.statement(part.at))?.edits : [];
    if (!edits) return undefined;
    const { start, end } = stretch.whole;
    // The first statement's comments are the head of the file, which stays where it is.
    const from = part.at.index === 0 && part.at.script === script.id ? stretch.sql.start : start;
    const ended = stretch.isEnded ? edits : [...edits, { span: { start: stretch.sql.end, end: stretch.sql.end }, text: ';' }];
    const moved = ended.map(({ span, text: by }) => ({ span: { start: span.start - from, end: span.end - from }, text: by }));
    return edited(text.slice(from, end), moved).replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd();
  });
  return code.includes(undefined) ? undefined : code.join('\n');
}

function together(changes: readonly { readonly path: string; readonly edits: readonly TextEdit[] }[]): readonly FileChange[] {
  const paths = [...new Set(changes.map(({ path }) => path))];
  return paths.flatMap((path): readonly FileChange[] => {
    const edits = changes.filter((change) => change.path === path).flatMap((change) => change.edits);
    return edits.length > 0 ? [{ kind: 'edit', path, edits }] : [];
  });
}
