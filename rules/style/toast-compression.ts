import type { ColumnSpec } from '../../src/operations/operation.ts';
import { isType } from '../../src/rule/columns-given.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineRule } from '../../src/rule/rule.ts';

/** Types whose values get large. */
const LARGE = ['text', 'jsonb', 'json', 'bytea', 'xml'];

export default defineRule({
  name: 'toast-compression',
  summary: 'Say how the large values of a column are compressed.',
  why: `
    Values of more than about 2 kB are compressed, with pglz where nobody says otherwise. lz4 packs nearly as well in a
    fraction of the time, from 14 on; a column that is changed later keeps the old form for the values that it has.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/storage-toast.html', 'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-DEFAULT-TOAST-COMPRESSION'],
  options: {
    method: { kind: 'choice', about: 'The compression of the house.', otherwise: 'lz4', of: ['lz4', 'pglz'] },
    types: { kind: 'texts', about: 'The types whose columns must say it.', otherwise: LARGE },
  } as const,
  on: ['create table', 'add column'],

  check(operation, here, { method, types }) {
    const isTemporary = operation.kind === 'create table' ? operation.persistence === 'temporary' : here.lastSeen(operation.table)?.persistence === 'temporary';
    if (here.lowest < 14 || isTemporary || here.session.setting('default_toast_compression')?.value.toLowerCase() === method) return [];
    const columns = (operation.kind === 'create table' ? operation.columns : [operation.column]).filter((column) => isLarge(column, types) && column.compression !== method);
    const [first] = columns;
    if (!first) return [];
    const names = columns.map(({ name }) => name.name);
    return [{
      message: `Large values of ${listed(names)} are not compressed with ${method}${columns.some(({ compression }) => compression) ? '' : ' unless the server says so'}.`,
      at: here.at,
      span: first.name.span,
      because: [],
      cure: advice(`Write COMPRESSION ${method} behind the type.`),
    }];
  },
});

function isLarge({ sqlType }: ColumnSpec, types: readonly string[]): boolean {
  return types.some((type) => isType(sqlType, type)) || sqlType.array;
}
