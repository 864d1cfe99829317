import { ALWAYS } from '../../migrations/condition.ts';
import type { Direction, Migration, Script, Step, Unread } from '../../migrations/migration.ts';
import { decode } from '../../text/decode.ts';
import { placeOf } from '../../text/mapped.ts';
import type { SourceText } from '../../text/place.ts';
import type { World } from '../../text/world.ts';
import { Unreadable } from '../../text/world.ts';
import { changesetsOf, FORMATTED } from './changesets.ts';
import type { FileName } from './file-name.ts';
import type { Setting } from './file-text.ts';
import { fileText } from './file-text.ts';
import type { Header } from './header.ts';
import { headerOf } from './header.ts';
import type { Entry } from './layout.ts';
import { inPieces } from './pieces.ts';
import type { Sectioned } from './sections.ts';
import { sectionsOf } from './sections.ts';
import { stepsOf } from './steps.ts';
import type { Style } from './style.ts';

/** What one file holds for each direction; undefined where it says nothing about that way. */
export interface SqlFile {
  readonly name: FileName;
  readonly path: string;
  /** This file and those that it includes. */
  readonly reads: Migration['reads'];
  readonly header: Header;
  readonly up: Part | undefined;
  readonly down: Part | undefined;
  /** Why its text could not be taken in; its parts are unread then. */
  readonly refused?: string;
}

export type Part = Pick<Script, 'path' | 'steps' | 'optsOut'>;

/** The migrations of a file, or the halves of them: mostly one. */
export function readSqlFiles({ name, path }: Entry, style: Style, setting: Omit<Setting, 'sender'>): readonly SqlFile[] {
  const taken = style.changesets === true ? take(path, setting.world) : '';
  if (typeof taken === 'string' || !FORMATTED.test(taken.text)) return [readSqlFile(name, path, style, setting)];
  return changesetsOf({ name, path }, fileText(taken, { ...setting, sender: undefined }));
}

export function readSqlFile(name: FileName, path: string, style: Style, setting: Omit<Setting, 'sender'>): SqlFile {
  const { world } = setting;
  const taken = take(path, world);
  if (typeof taken === 'string') return unreadable(name, path, taken);

  const text = fileText(taken, { ...setting, sender: FLYWAY.test(name.file) ? 'flyway' : undefined });
  const header = headerOf(text.sql, style);
  const found = { name, path, reads: text.reads, header };
  const read = (other: string) => { const beside = take(other, world); return typeof beside === 'string' ? '' : beside.text; };
  const alone = style.alone?.({ text: text.sql, path, read }) === true ? false : header.transaction;
  const sectioned = name.part === 'both' ? sectionsOf(text.sql, style.sections ?? []) : undefined;
  const spans = [...style.pieces?.(text.sql) ?? [], ...(sectioned ? piecesOf(sectioned) : [])];
  const steps = (stretch: { readonly start: number; readonly end: number }) => inPieces(stepsOf(text, stretch), path, spans);
  if (!sectioned) {
    const part: Part = { path, steps: steps({ start: 0, end: taken.text.length }), optsOut: alone === false };
    return { ...found, up: name.part === 'down' ? undefined : part, down: name.part === 'down' ? part : undefined };
  }

  const partOf = (direction: Direction): Part | undefined => {
    const own = sectioned.sections.filter((section) => section.direction === direction);
    if (own.length === 0) return undefined;
    return { path, steps: own.flatMap(steps), optsOut: own.some(({ transaction }) => (transaction ?? alone) === false) };
  };
  const up = partOf('up');
  return { ...found, up: { path, optsOut: up?.optsOut ?? false, steps: [...strays(sectioned, steps(sectioned.preface)), ...(up?.steps ?? [])] }, down: partOf('down') };
}

/** Flyway fills in `${name}` wherever it stands: https://documentation.red-gate.com/fd/placeholders-configuration-277579021.html */
const FLYWAY = /^(?:[VUB]\d[\d._]*|R)__/;

function take(path: string, world: World): SourceText | string {
  try {
    const decoded = decode(path, world.read(path));
    return decoded.kind === 'text' ? decoded.source : decoded.message;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return `${path.slice(path.lastIndexOf('/') + 1)} cannot be read: ${error.reason}.`;
  }
}

/** Its revision still stands in the graph, so that the others are judged; what it does is unknown. */
function unreadable(name: FileName, path: string, refused: string): SqlFile {
  const step: Unread = { kind: 'unread', reason: refused, place: { path, span: { start: 0, end: 0 } }, reach: 'anything', when: ALWAYS, isProblem: true };
  const part: Part = { path, steps: [step], optsOut: false };
  const [up, down] = name.part === 'down' ? [undefined, part] : [part, undefined];
  return { name, path, reads: [{ path, hash: '' }], header: headerOf('', {}), up, down, refused };
}

function piecesOf({ style, sections }: Sectioned) {
  return style.kind === 'markers' && style.pieces ? sections : [];
}

/** Some tools refuse a file with statements above its first marker: neither way says whether they run. */
function strays({ style }: Sectioned, steps: readonly Step[]): readonly Unread[] {
  if (style.kind !== 'markers' || style.preface === 'ignored') return [];
  return steps.map((step) => ({
    kind: 'unread',
    reason: `This stands above the first \`${style.up}\`, so nothing says which way it belongs to; move it below the marker.`,
    place: step.kind === 'statement' ? placeOf(step.sql, { start: 0, end: step.sql.text.length }) : step.place,
    reach: 'anything',
    when: ALWAYS,
  }));
}
