import type { Enums } from '../../../migrations/draft.ts';
import type { ColumnSpec } from '../../../operations/operation.ts';
import { sqlText } from './as-execute.ts';
import { call, keyword, repr } from './python-code.ts';
import { pythonType } from './python-type.ts';

/** `sa.Column(…)`; undefined where it could not say all that the column is. `countsUp`: what autoincrement is to be, where it must be said. */
export function columnCode(column: ColumnSpec, enums: Enums, countsUp?: boolean): string | undefined {
  const { name, sqlType, notNull, fallback, identity, identityAlways, identitySequence, generated, compression, constraints } = column;
  const type = pythonType(sqlType, enums);
  const isPlain = constraints.length === 0 && compression === undefined && identitySequence === undefined && generated?.stored !== false;
  if (type === undefined || !isPlain) return undefined;
  return call('sa.Column', [
    repr(name.name), type,
    ...(identity ? [call('sa.Identity', keyword('always', identityAlways ? 'True' : undefined))] : []),
    ...(generated ? [call('sa.Computed', [repr(generated.as.text), 'persisted=True'])] : []),
    ...keyword('server_default', fallback && sqlText(fallback.text)),
    ...keyword('autoincrement', countsUp === undefined ? undefined : countsUp ? 'True' : 'False'),
    `nullable=${notNull || identity || sqlType.serial ? 'False' : 'True'}`,
  ]);
}
