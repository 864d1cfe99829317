import type { MappedText } from '../../../text/mapped.ts';
import type { StringValue } from '../value.ts';
import { identifier, qualified } from './identifier.ts';
import type { TableName } from './naming.ts';
import { phrase } from './sql.ts';

/** `t.a` */
export function columnReference(table: TableName, name: StringValue): MappedText {
  return phrase(name.place, qualified(table.schema, table.name), '.', identifier(name));
}
