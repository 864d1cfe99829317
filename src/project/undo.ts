import type { Part } from '../migrations/cure.ts';
import type { Piece } from '../migrations/division.ts';
import type { Script } from '../migrations/migration.ts';
import type { Operation } from '../operations/operation.ts';
import { quoteName, quoteQualified } from '../sql/quote.ts';
import type { Reads } from './divide.ts';

/**
 * Who takes back what: each piece but the first gets those statements of the downgrade that drop what it makes, in the
 * order of the downgrade; what goes with its table or column there gets a statement of its own, and the rest stays. Undefined
 * where what a later piece does is taken back by nothing, or by statements that would then run in another order.
 */
export function undone(pieces: readonly Piece[], downgrade: Script, reads: Reads): readonly Piece[] | undefined {
  const [first, ...later] = pieces;
  if (!first) return undefined;
  const left = new Map(downgrade.steps.map((_, index): [number, Part] => [index, { kind: 'keep', at: { script: downgrade.id, index } }]));
  const divided: Piece[] = [];
  for (const piece of later.toReversed()) {
    const made = piece.parts.flatMap(reads).flatMap(madeBy);
    if (made.includes(undefined)) return undefined;
    const names = new Set(made);
    const taken = [...left].filter(([, part]) => {
      const dropped = reads(part).flatMap(droppedBy);
      return dropped.length > 0 && dropped.every((name) => name !== undefined && names.has(name));
    });
    const gone = new Set(taken.flatMap(([, part]) => reads(part).flatMap(droppedBy)));
    const lone = piece.parts.flatMap(reads).filter((operation) => !madeBy(operation).every((name) => gone.has(name)) && !goesWithIts(operation, gone));
    const drops = lone.map(dropOf);
    if (drops.includes(undefined)) return undefined;
    for (const [index] of taken) left.delete(index);
    divided.unshift({ ...piece, undo: [...drops.flatMap((sql): readonly Part[] => (sql === undefined ? [] : [{ kind: 'sql', sql }])), ...taken.map(([, part]) => part)] });
  }
  return [{ ...first, undo: [...left.values()] }, ...divided];
}

function goesWithIts(operation: Operation, gone: ReadonlySet<string | undefined>): boolean {
  return (operation.kind === 'create index' || operation.kind === 'add constraint' || operation.kind === 'add column') && gone.has(`table ${operation.table.name}`);
}

/** What must be taken back, each with a name; undefined: something that nobody can name. Nothing to take back: none. */
function madeBy(operation: Operation): readonly (string | undefined)[] {
  switch (operation.kind) {
    case 'set': case 'validate constraint': case 'validate domain constraint': case 'comment': case 'reindex': case 'refresh': case 'analyze': return [];
    case 'create index': return [operation.name && `index ${operation.name.name}`];
    case 'add constraint': return [operation.constraint.name && `constraint ${operation.constraint.name.name}`];
    case 'add column': return [`column ${operation.table.name}.${operation.column.name.name}`];
    case 'create table': return [`table ${operation.table.name}`];
    case 'create sequence': return [`sequence ${operation.sequence.name}`];
    case 'create enum': return [`type ${operation.type.name}`];
    case 'create view': return [`view ${operation.view.name}`];
    default: return [undefined];
  }
}

function droppedBy(operation: Operation): readonly (string | undefined)[] {
  switch (operation.kind) {
    case 'drop index': return [`index ${operation.index.name}`];
    case 'drop constraint': return [`constraint ${operation.constraint.name}`];
    case 'drop column': return [`column ${operation.table.name}.${operation.column.name}`];
    case 'drop table': return [`table ${operation.table.name}`];
    case 'drop sequence': return [`sequence ${operation.sequence.name}`];
    case 'drop type': return [`type ${operation.type.name}`];
    case 'drop view': return [`view ${operation.view.name}`];
    default: return [undefined];
  }
}

/** What goes with its table or its column in the downgrade as it is written, a piece that makes it takes away by itself. */
function dropOf(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'create index': return operation.name && `DROP INDEX ${quoteQualified({ ...(operation.table.schema !== undefined && { schema: operation.table.schema }), name: operation.name.name })}`;
    case 'add column': return `ALTER TABLE ${quoteQualified(operation.table)} DROP COLUMN ${quoteName(operation.column.name.name)}`;
    case 'add constraint': return operation.constraint.name && `ALTER TABLE ${quoteQualified(operation.table)} DROP CONSTRAINT ${quoteName(operation.constraint.name.name)}`;
    default: return undefined;
  }
}
