import type { Filing } from '../../../migrations/author.ts';
import type { Part } from '../../../migrations/cure.ts';
import type { CannotWrite, Division, FileChange, Piece } from '../../../migrations/division.ts';
import type { Direction } from '../../../migrations/migration.ts';
import { directionOf, isScript } from '../../../migrations/migration.ts';
import { withLineEndsOf } from '../../../text/line-ends.ts';
import { hashOf } from '../../../text/hash.ts';
import { folderOf, joined, nameOf } from '../../../text/path.ts';
import type { TextEdit } from '../../../text/place.ts';
import { parsePython } from '../python.ts';
import { asExecute, inAutocommit, indented } from './as-execute.ts';
import type { Body } from './body.ts';
import { bodyOf } from './body.ts';
import { codeOf } from './code.ts';
import { newRevision } from './new-revision.ts';
import { pointedAnew } from './pointed-anew.ts';

/** Revision files as their writer would have written them: one that keeps its place, others behind it, and who follows re-pointed. */
export function writeAlembic({ migration, script, pieces: [first, ...later] }: Division, filing: Filing): readonly FileChange[] | CannotWrite {
  const { path } = script;
  const text = filing.textOf(path);
  const file = parsePython({ path, text, hash: '' });
  if (file.kind !== 'python' || !first) return { cannot: `${nameOf(path)} is not valid Python.` };
  const body = bodyOf(file, script);
  if (!body) return notACall(directionOf(script.id));
  const down = isScript(migration.downgrade) && later.length > 0 ? bodyOf(file, migration.downgrade) : undefined;
  if (isScript(migration.downgrade) && later.length > 0 && !down) return notACall('down');

  const { revision } = migration;
  const ids = idsFor(later, revision, filing);
  const edits = [...changed(first, body, filing), ...(first.undo && down ? changed({ transaction: 'own', parts: first.undo }, down, filing) : [])];
  const files = later.map((piece, at): FileChange => {
    const id = ids[at] ?? '';
    const undo = piece.undo === undefined ? undefined : piece.undo.length > 0 && down ? blocksOf(piece.undo, down, filing) : ['pass'];
    const made = newRevision(file, { id, after: ids[at - 1] ?? revision, about: piece.about }, { upgrade: upgradeOf(piece, body, filing), downgrade: undo });
    return { kind: 'create', path: joined(folderOf(path), fileNameFor(id, piece.about, path, revision)), text: withLineEndsOf(text, made) };
  });
  const last = ids.at(-1);
  const children = last === undefined ? [] : filing.migrations.filter(({ parents, dependsOn }) => parents.includes(revision) || dependsOn.includes(revision))
    .map((child) => pointedAnew(child, revision, last, filing));
  const refused = children.find((child) => 'cannot' in child);
  if (refused && 'cannot' in refused) return refused;
  return [...(edits.length > 0 ? [{ kind: 'edit' as const, path, edits: edits.map((edit) => ({ ...edit, text: withLineEndsOf(text, edit.text) })) }] : []), ...children.flatMap((child) => ('cannot' in child ? [] : child)), ...files];
}

function notACall(direction: Direction): CannotWrite {
  return { cannot: `${direction === 'up' ? 'upgrade()' : 'downgrade()'} is more than a list of calls, so nobody but its writer can divide it.` };
}

/** The edits that leave only these parts in a function. */
function changed({ transaction, parts }: Pick<Piece, 'transaction' | 'parts'>, { calls, text }: Body, filing: Filing): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let waiting: string[] = [];
  const isCited = (part: Part, steps: readonly number[]) => (part.kind === 'keep' || part.kind === 'change') && steps.includes(part.at.index);
  let isFirst = true;
  for (const { steps, span, lines, indent } of calls) {
    const own = parts.filter((part) => isCited(part, steps));
    const begin = parts.findIndex((part) => isCited(part, steps));
    const before = own.length > 0 ? parts.slice(0, begin).filter((part, at) => part.kind === 'sql' && parts.slice(at, begin).every(({ kind }) => kind === 'sql')) : [];
    waiting = before.map((part) => (part.kind === 'sql' ? asExecute(part.sql) : ''));
    const stays = own.length === steps.length && own.every(({ kind }) => kind === 'keep') && transaction === 'own';
    if (own.length === 0) {
      // A function does not begin with a blank line.
      const blanks = isFirst ? /^(?:[ \t]*\r?\n)*/.exec(text.slice(lines.end))?.[0].length ?? 0 : 0;
      edits.push({ span: { start: lines.start, end: lines.end + blanks }, text: '' });
      continue;
    }
    isFirst = false;
    if (!stays || waiting.length > 0) {
      const code = stays ? text.slice(span.start, span.end) : codeOf(own, filing).join('\n');
      const whole = transaction === 'none' ? inAutocommit([...waiting, code].join('\n')) : [...waiting, code].join('\n');
      edits.push(stays ? { span: { start: span.start, end: span.start }, text: `${waiting.join('\n')}\n`.replaceAll('\n', `\n${' '.repeat(indent)}`) }
        : { span, text: indented(whole, indent).trimStart() });
    }
  }
  return edits;
}

function upgradeOf(piece: Piece, body: Body, filing: Filing): readonly string[] {
  const blocks = blocksOf(piece.parts, body, filing);
  if (piece.transaction === 'none') return [inAutocommit(blocks.join('\n'))];
  if (!piece.proves || filing.tool.wraps !== 'run') return blocks;
  const ours = piece.parts.findIndex(({ kind }) => kind !== 'sql');
  const count = ours < 0 ? blocks.length : ours;
  return [inAutocommit(blocks.slice(0, count).join('\n')), ...blocks.slice(count)];
}

/** Parts as code, each with the comments that stand above it. */
function blocksOf(parts: readonly Part[], { calls, text }: Body, filing: Filing): readonly string[] {
  const blocks: string[] = [];
  const said = new Set<number>();
  parts.forEach((part, index) => {
    if (part.kind === 'sql') blocks.push(asExecute(part.sql));
    if (part.kind !== 'keep' && part.kind !== 'change') return;
    const at = calls.findIndex(({ steps }) => steps.includes(part.at.index));
    const call = calls[at];
    if (!call || said.has(at)) return;
    said.add(at);
    const own = parts.slice(index).filter((other) => (other.kind === 'keep' || other.kind === 'change') && call.steps.includes(other.at.index));
    const comments = text.slice(call.lines.start, call.span.start).split('\n').map((line) => line.trim()).filter((line) => line.startsWith('#'));
    blocks.push([...comments, ...codeOf(own, filing)].join('\n'));
  });
  return blocks;
}

/** Numbers go on where they are free; other ids are made from what the revision is, so that the same fix gives the same ids. */
function idsFor(later: readonly Piece[], revision: string, { migrations }: Filing): readonly string[] {
  const taken = new Set(migrations.map((one) => one.revision));
  const next = later.map((_, at) => String(Number(revision) + at + 1).padStart(revision.length, '0'));
  if (/^\d{1,6}$/.test(revision)) return next.some((id) => taken.has(id)) ? later.map((_, at) => `${revision}_${at + 2}`) : next;
  return later.map(({ about }, at) => hashOf(`${revision} ${at} ${about}`).slice(0, 12));
}

/** As the file is named that keeps its place: `2025_08_04_1011-d90f3b84c1e7_find_orders.py`. */
function fileNameFor(id: string, about: string, path: string, revision: string): string {
  const name = nameOf(path);
  const at = name.indexOf(revision);
  const words = about.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '').slice(0, 40);
  return `${at < 0 ? '' : name.slice(0, at)}${id}_${words}.py`;
}
