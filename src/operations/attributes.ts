import type { AlterTableCmd } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import { behindIf, objectOf, partNamed } from './names.ts';
import type { Operation } from './operation.ts';
import { sqlTypeOf } from './sqltype.ts';
import type { Asked } from './subcommand.ts';
import { bodyOf } from './tree.ts';

/** `ADD | DROP | ALTER ATTRIBUTE name …`: ALTER TYPE of a composite type, which shares its node with ALTER TABLE. */
export function attributeSubcommand({ command, here, part, table }: Asked): Operation {
  const type = { ...table, type: 'type' } as const;
  const common = { when: ALWAYS, span: here.through(part.from, part.from + 1), type, cascade: command.behavior === 'DROP_CASCADE' };
  const index = behindIf(here, part.from + 2);
  const attribute = partNamed('column', command.name ?? columnDef(command)?.colname ?? '', type, here, index);
  switch (command.subtype) {
    case 'AT_AddColumn': return { kind: 'add attribute', ...common, attribute: { name: attribute, sqlType: typeIn({ command, here, part, table }) } };
    case 'AT_DropColumn': return { kind: 'drop attribute', ...common, attribute, ifExists: command.missing_ok === true };
    case 'AT_AlterColumnType': return { kind: 'set attribute type', ...common, attribute, to: typeIn({ command, here, part, table }) };
    default: return { kind: 'other', when: ALWAYS, span: common.span, tag: 'ALTER TYPE', reach: [objectOf(type)] };
  }
}

function columnDef({ def }: AlterTableCmd) {
  return bodyOf(def, 'ColumnDef');
}

function typeIn({ command, here, part }: Asked) {
  const node = columnDef(command);
  const from = here.at(node?.typeName?.location);
  const to = here.find({ from, to: part.to }, 'collate', 'cascade', 'restrict') ?? part.to;
  return sqlTypeOf(node?.typeName, here, { from, to }, node?.collClause);
}
