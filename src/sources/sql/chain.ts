import type { Migration, Script } from '../../migrations/migration.ts';
import type { Problem } from '../../migrations/problem.ts';
import { compareNatural } from '../../text/natural.ts';
import type { Place } from '../../text/place.ts';
import type { Part, SqlFile } from './file.ts';

/** A revision's files: one, or an up and a down. */
export interface Unit { readonly id: string; readonly main: SqlFile; readonly undo: SqlFile | undefined }

/** The files of a project, in their order, as migrations: without `-- revises:` each follows the one before it. */
export function chained(inOrder: readonly Unit[]): readonly Migration[] {
  const ids = [...new Set(inOrder.map(({ id }) => id))];
  const previous = new Map(ids.map((id, at) => [id, ids[at - 1]]));
  const byNumber = new Map(ids.map((id) => [numberOf(id), id]));
  const known = (name: string) => (previous.has(name) ? name : byNumber.get(numberOf(name)) ?? name);

  return inOrder.map((unit): Migration => {
    const { id, main, undo } = unit;
    const { header } = main;
    const before = previous.get(id);
    const title = header.title ?? main.name.words;
    return {
      revision: id,
      parents: (header.revises ?? (before === undefined ? [] : [before])).map(known),
      dependsOn: header.dependsOn.map(known),
      labels: header.labels,
      title,
      description: [title, header.prose].filter((text) => text !== '').join('\n\n'),
      place: placeOfId(unit),
      reads: [main, ...(undo && undo !== main ? [undo] : [])].flatMap(({ reads }) => reads),
      upgrade: script(`${id}#up`, main.up ?? { path: main.path, steps: [], optsOut: false }),
      downgrade: downgrade(id, undo?.down),
    };
  });
}

/** Versions that differ only in how they are written, such as 2 and 02: nobody can say which comes first. */
export function sameVersions(units: readonly Unit[]): readonly Problem[] {
  const inOrder = [...units].sort((a, b) => compareNatural(a.id, b.id));
  return inOrder.flatMap((unit, at): readonly Problem[] => {
    const before = inOrder[at - 1];
    if (!before || before.id === unit.id || numberOf(before.id) !== numberOf(unit.id)) return [];
    return [{
      name: 'duplicate-revision',
      level: 'error',
      message: `${before.main.name.file} and ${unit.main.name.file} have the same number, so nothing says which comes first; give one of them another.`,
      place: placeOfId(unit),
      related: [placeOfId(before)],
    }];
  });
}

function placeOfId({ main }: Unit): Place {
  return { path: main.path, span: main.header.revision?.span ?? { start: 0, end: 0 } };
}

function script(id: Script['id'], part: Part): Script {
  return { id, ...part };
}

function downgrade(id: string, part: Part | undefined): Migration['downgrade'] {
  if (!part) return { none: 'absent' };
  return part.steps.length === 0 ? { none: 'empty' } : script(`${id}#down`, part);
}

/** A version without its leading zeros: the number it stands for. Other ids stand for themselves. */
function numberOf(version: string): string {
  if (!/^\d+(?:\.\d+)*$/.test(version)) return version;
  return version.split('.').map((part) => part.replace(/^0+(?=\d)/, '')).join('.');
}
