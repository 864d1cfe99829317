import type { Snapshot } from './snapshot.ts';
import { SnapshotError, SNAPSHOT_FORMAT } from './snapshot.ts';

/** Values that fit on a line stand on one, so that a change of a column is a change of a line. */
const WIDTH = 160;

/** The text of a snapshot's file: the same for the same schema. */
export function writeSnapshot({ format, postgres, at, ...things }: Snapshot): string {
  return `${written({ phasewise: 'snapshot', format, postgres, at, ...things }, '')}\n`;
}

function written(value: unknown, indent: string): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null || (indent !== '' && indent.length + line.length <= WIDTH)) return line;
  const inner = `${indent} `;
  const parts = partsOf(value, (one) => written(one, inner));
  const [open, close] = bracketsOf(value);
  return parts.length === 0 ? `${open}${close}` : `${open}\n${parts.map((part) => `${inner}${part}`).join(',\n')}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [open, close] = bracketsOf(value);
  return `${open}${partsOf(value, onOneLine).join(', ')}${close}`;
}

function bracketsOf(value: object): readonly [string, string] {
  return Array.isArray(value) ? ['[', ']'] : ['{', '}'];
}

function partsOf(value: object, textOf: (one: unknown) => string): readonly string[] {
  if (Array.isArray(value)) return value.map(textOf);
  return Object.entries(value).filter(([, one]) => one !== undefined).map(([key, one]) => `${JSON.stringify(key)}: ${textOf(one)}`);
}

/** Reads the file of a snapshot. Throws `SnapshotError`. */
export function parseSnapshot(text: string): Snapshot {
  const value = parsed(text);
  if (!isObject(value) || value['phasewise'] !== 'snapshot') throw new SnapshotError('it is no snapshot of Phasewise. `phasewise snapshot` writes one.');
  const { format } = value;
  if (typeof format === 'number' && format > SNAPSHOT_FORMAT) {
    throw new SnapshotError(`it was written by a newer Phasewise, in format ${format}. Update Phasewise, or write it again with this one: phasewise snapshot.`);
  }
  const { phasewise, ...snapshot } = value;
  const mistake = misshapen(snapshot, SNAPSHOT, '');
  if (mistake !== undefined) throw new SnapshotError(`${mistake} Write it again: phasewise snapshot.`);
  return snapshot as unknown as Snapshot;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new SnapshotError('it is no JSON. `phasewise snapshot` writes a snapshot.');
    throw error;
  }
}

type Shape = 'string' | 'number' | 'true' | readonly [Shape] | { readonly [key: string]: Shape } | { readonly each: Shape; readonly byName: true };

const OPTIONAL = '?';
const STATISTICS: Shape = {
  'rows': 'number', 'pages': 'number', 'bytes?': 'number', 'reads?': 'number', 'writes?': 'number',
  'indexes?': { each: { bytes: 'number', scans: 'number' }, byName: true },
};

/** The shape of the file; a key that may be left out ends in "?". */
const SNAPSHOT: Shape = {
  'format': 'number', 'postgres': 'string', 'at?': ['string'], 'schemas': ['string'], 'extensions': ['string'],
  'types': ['string'], 'functions': ['string'], 'sequences': ['string'],
  'tables': [{
    'table': 'string', 'persistence?': 'string', 'foreign?': 'true', 'of?': 'string', 'columns': ['string'], 'constraints?': ['string'], 'indexes?': ['string'],
    'invalid?': ['string'], 'partitionBy?': 'string', 'partition?': { of: 'string', bound: 'string' }, 'parts?': { each: 'string', byName: true },
    'inherits?': ['string'], 'inherited?': { 'columns?': ['string'], 'constraints?': ['string'], 'triggers?': ['string'] }, 'attached?': ['string'], 'statistics?': STATISTICS,
  }],
  'views': [{
    'view': 'string', 'materialized?': 'true', 'columns': ['string'], 'reads': { each: ['string'], byName: true }, 'indexes?': ['string'],
    'attached?': ['string'], 'statistics?': STATISTICS,
  }],
  'publications': ['string'],
};

/** The first thing that is not as it should be, and where: "tables[3].columns is missing." */
function misshapen(value: unknown, shape: Shape, at: string): string | undefined {
  if (shape === 'true') return value === true ? undefined : `${at} is not true.`;
  if (typeof shape === 'string') return typeof value === shape ? undefined : `${at} is no ${shape}.`;
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return `${at} is no list.`;
    return first(value.map((one, index) => misshapen(one, shape[0], `${at}[${index}]`)));
  }
  if (!isObject(value)) return `${at} is no object.`;
  if (isByName(shape)) return first(Object.entries(value).map(([key, one]) => misshapen(one, shape.each, `${at}.${key}`)));
  return first(Object.entries(shape).map(([key, inner]) => {
    const optional = key.endsWith(OPTIONAL);
    const name = optional ? key.slice(0, -1) : key;
    const path = at === '' ? name : `${at}.${name}`;
    if (value[name] === undefined) return optional ? undefined : `${path} is missing.`;
    return misshapen(value[name], inner, path);
  }));
}

function isByName(shape: object): shape is { readonly each: Shape; readonly byName: true } {
  return 'byName' in shape;
}

function first(mistakes: readonly (string | undefined)[]): string | undefined {
  return mistakes.find((mistake) => mistake !== undefined);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
