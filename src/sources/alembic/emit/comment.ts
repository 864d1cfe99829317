import type { MappedText } from '../../../text/mapped.ts';
import type { Given } from '../arguments.ts';
import { Arguments, asString } from '../arguments.ts';
import type { CallValue, StringValue } from '../value.ts';
import { identifier, literal, qualified } from './identifier.ts';
import type { TableName } from './naming.ts';
import { phrase } from './sql.ts';

/** `COMMENT ON TABLE t IS '…'`, where a comment was given. */
export function tableComment(table: TableName, comment: Given | undefined, call: CallValue): readonly MappedText[] {
  return comment ? [phrase(comment.place, 'COMMENT ON TABLE ', qualified(table.schema, table.name), ' IS ', words(comment, call))] : [];
}

export function columnComment(table: TableName, column: StringValue, comment: Given | undefined, call: CallValue): readonly MappedText[] {
  return comment && !isFalse(comment) ? [phrase(comment.place, 'COMMENT ON COLUMN ', qualified(table.schema, table.name), '.', identifier(column), ' IS ', words(comment, call))] : [];
}

/** `comment=False`, as `alter_column` says that there is nothing to say. */
function isFalse({ value }: Given): boolean {
  return value.kind === 'bool' && !value.value;
}

function words(comment: Given, call: CallValue): MappedText {
  return comment.value.kind === 'none' ? phrase(call.place, 'NULL') : literal(asString(comment.value, 'this comment'));
}

/** `op.create_table_comment('t', '…')` */
export function createTableComment(call: CallValue): MappedText {
  const args = new Arguments(call, ['table_name', 'comment'], ['existing_comment', 'schema']);
  const comment = args.need('comment');
  return phrase(call.callee, 'COMMENT ON TABLE ', qualified(args.optionalString('schema'), args.string('table_name')), ' IS ', words(comment, call));
}

/** `op.drop_table_comment('t')` */
export function dropTableComment(call: CallValue): MappedText {
  const args = new Arguments(call, ['table_name'], ['existing_comment', 'schema']);
  return phrase(call.callee, 'COMMENT ON TABLE ', qualified(args.optionalString('schema'), args.string('table_name')), ' IS NULL');
}
