import type { ColumnOperation } from '../../operations/kinds/column.ts';
import type { Named } from '../../sql/name.ts';
import { addColumn } from '../add-column.ts';
import type { Aspect } from '../columns.ts';
import { changeColumn } from '../columns.ts';
import type { Draft } from '../draft.ts';
import { dropColumn } from '../drop.ts';
import { dropNotNull, setNotNull } from '../not-null.ts';
import type { Column } from '../object.ts';
import { renameColumn } from '../rename-column.ts';
import { addIdentitySequence, dropIdentitySequence } from '../sequences.ts';
import type { Folds } from './folds.ts';
import { onMeant } from './folds.ts';

interface OnColumn { readonly table: Named; readonly column: Named }

export const columnFolds: Folds<ColumnOperation['kind']> = {
  'add column': addColumn,
  'drop column': (draft, { table, column, cascade }) => onMeant(draft, table, ({ relation }) => dropColumn(draft, relation.id, column.name, cascade)),
  'rename column': (draft, { table, column, to }) => onMeant(draft, table, ({ relation }) => renameColumn(draft, relation.id, column.name, to.name)),
  'set type': (draft, operation) => change(draft, operation, 'type', (column) => ({ sqlType: operation.to, fallback: castFrom(column) })),
  'set not null': (draft, { table, column }) => onMeant(draft, table, (record) => setNotNull(draft, record, column.name)),
  'drop not null': (draft, { table, column }) => onMeant(draft, table, (record) => dropNotNull(draft, record, column.name)),
  'set default': (draft, operation) => change(draft, operation, 'rest', () => ({ fallback: operation.to })),
  'drop default': (draft, operation) => change(draft, operation, 'rest', () => ({ fallback: undefined })),
  'add identity': (draft, { table, column, identitySequence, identityAlways }) =>
    onMeant(draft, table, (record) => addIdentitySequence(draft, record, column.name, identitySequence, identityAlways)),
  'drop identity': (draft, operation) => {
    onMeant(draft, operation.table, (record) => dropIdentitySequence(draft, record, operation.column.name));
    change(draft, operation, 'rest', () => ({ identity: false, identityAlways: undefined }));
  },
  'set expression': (draft, operation) => change(draft, operation, 'rest', ({ generated }) => ({ generated: { stored: generated?.stored ?? true, as: operation.as } })),
  'drop expression': (draft, operation) => change(draft, operation, 'rest', () => ({ generated: undefined })),
};

/** The default stays a value of the type it was written for, cast to the new one. */
function castFrom({ fallback, sqlType: { name } }: Column): Column['fallback'] {
  return fallback && { ...fallback, casts: [...new Set([...fallback.casts, name])] };
}

function change(draft: Draft, { table, column }: OnColumn, aspect: Aspect, does: (column: Column) => Partial<Column>): void {
  onMeant(draft, table, ({ relation }) => changeColumn(draft, relation.id, column.name, aspect, does));
}
