import type { OperationOf } from '../operations/operation.ts';
import { addsFewRows, touchesFewRows } from './few-rows.ts';
import type { Situation } from './situation.ts';

/** Does a change of data end soon, however many rows the table has? */
export function changesFewRows(operation: OperationOf<'update' | 'delete' | 'insert' | 'merge'>, here: Situation): boolean {
  switch (operation.kind) {
    case 'insert': return addsFewRows(operation, here);
    case 'merge': return here.surelyNew(operation.table);
    case 'update': case 'delete': return here.surelyNew(operation.table) || touchesFewRows(operation, here);
  }
}
