import type { Cure, Phase } from '../../migrations/cure.ts';
import type { OperationOf } from '../../operations/operation.ts';
import { qualified } from '../../sql/keyword.ts';
import { collate } from '../becomes.ts';
import type { Situation } from '../situation.ts';
import { inTransaction, noCure, phases } from './build.ts';
import { rest } from './clause.ts';
import { goesWith, isKeyColumn } from './goes-with.ts';
import { replaceColumn } from './replace-column.ts';

/** How values get from the old type to the new one and back; each receives SQL that names a row's column. */
export interface Conversion {
  convert(value: string): string;
  convertBack(value: string): string;
}

/** A change of type by way of a new column, or why there is none; `before`: what has to be done first. */
export function moveColumn(operation: OperationOf<'set type'>, here: Situation, before: readonly Phase[] = [], known?: Conversion): Cure {
  const hindrance = keyWords(operation, here);
  if (hindrance !== undefined) return noCure(hindrance);
  const conversion = known ?? conversionOf(operation, here);
  if (typeof conversion === 'string') return noCure(conversion);

  const { table, column, to } = operation;
  const others = rest(operation, here);
  return phases(...(others.length > 0 ? [inTransaction('expand', ...others)] : []), ...before, ...replaceColumn({
    table, from: column.name, to: `${column.name}_new`, toType: { ...to, text: `${to.text}${collate(to)}` }, ...conversion,
    notNull: here.surelyNotNull(table, column.name),
    fallback: here.column(table, column.name)?.fallback?.text,
    goesWith: goesWith(table, column.name, here),
  }, here));
}

function keyWords({ table, column }: OperationOf<'set type'>, here: Situation): string | undefined {
  const isForeign = here.constraintsOn(table).some(({ type, columns }) => type === 'foreign key' && columns.includes(column.name));
  if (isForeign || isKeyColumn(table, column.name, here)) {
    return `A key column such as ${column.name} moves to a new one only together with the key and all that references it. Plan it as a rollout of its own, or take a window in which nobody needs ${here.named(table)}.`;
  }
  const { identity, generated, fallback } = here.column(table, column.name) ?? {};
  const source = generated ? 'expression that computes' : identity || fallback?.calls.includes('nextval') ? 'sequence that numbers' : undefined;
  return source && `The ${source} ${column.name} belongs to it: take a window in which nobody needs ${here.named(table)}.`;
}

/** By casts there and back, as far as they are known; else why not. */
function conversionOf({ table, column, to, using }: OperationOf<'set type'>, here: Situation): Conversion | string {
  const from = here.typeOf(table, column.name);
  if (from === undefined) {
    return `The type that ${column.name} has now is not in this history, so the way back for releases that still write it cannot be written down: replay the history that created ${here.named(table)}, or take a window.`;
  }
  if (using && using.shape !== 'cast' && using.shape !== 'column') {
    return `No way back from \`${using.text}\` is known for releases that still read ${column.name}: add a column of type ${to.text}, let a trigger fill it by that expression, move the releases over, and drop ${column.name}.`;
  }
  return {
    convert: (value) => `${using ? qualified(using.text, [column.name], () => value) : `${value}::${to.text}`}${collate(to)}`,
    convertBack: (value) => `${value}::${from.text}`,
  };
}
