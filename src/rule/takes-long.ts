import type { Operation } from '../operations/operation.ts';
import { changesFewRows } from './changes-few-rows.ts';
import type { Situation } from './situation.ts';

/** Work whose time grows with the rows of a table that was there before the script. */
export function takesLong(operation: Operation, here: Situation): boolean {
  const isOnOld = (kind: Parameters<Situation['work']>[0]) => here.work(kind).some((work) => !here.isOnNew(work));
  switch (operation.kind) {
    case 'update': case 'delete': case 'insert': case 'merge': return isOnOld('row changes') && !changesFewRows(operation, here);
    default: return isOnOld('rewrite') || isOnOld('scan') || isOnOld('index build');
  }
}
