import { ALWAYS } from '../migrations/condition.ts';
import type { Named } from '../sql/name.ts';
import type { Span } from '../text/place.ts';
import { columnOf } from './column-spec.ts';
import { expressionOf } from './expression.ts';
import { alwaysOf, identitySequenceOf } from './identity.ts';
import { behindIf, partNamed } from './names.ts';
import type { Operation } from './operation.ts';
import { sqlTypeOf } from './sqltype.ts';
import type { Asked, SubcommandReader, SubcommandReaders } from './subcommand.ts';
import { alteredColumn, alteredIndex } from './subcommand.ts';
import { bodyOf } from './tree.ts';

export const columnSubcommands: SubcommandReaders = {
  AT_AddColumn: addColumn,
  AT_DropColumn: dropColumn,
  AT_AlterColumnType: setType,
  AT_ColumnDefault: setDefault,
  AT_SetExpression: setExpression,
  AT_SetNotNull: behindColumn((common) => ({ kind: 'set not null', ...common })),
  AT_DropNotNull: behindColumn((common) => ({ kind: 'drop not null', ...common })),
  AT_AddIdentity: addIdentity,
  AT_DropIdentity: behindColumn((common) => ({ kind: 'drop identity', ...common })),
  AT_DropExpression: behindColumn((common) => ({ kind: 'drop expression', ...common })),
};

interface Common { readonly when: typeof ALWAYS; readonly span: Span; readonly table: Named; readonly column: Named }

/** The words behind the column ask for it: `SET NOT NULL`. */
function behindColumn(make: (common: Common) => Operation): SubcommandReader {
  return (asked) => {
    const { here, part, table } = asked;
    const span = here.spanOf({ from: alteredIndex(here, part) + 1, to: part.to });
    return make({ when: ALWAYS, span, table, column: alteredColumn(asked) });
  };
}

function addIdentity(asked: Asked): Operation {
  const { command, here, part, table } = asked;
  const span = here.spanOf({ from: alteredIndex(here, part) + 1, to: part.to });
  const clause = bodyOf(command.def, 'Constraint');
  return { kind: 'add identity', when: ALWAYS, span, table, column: alteredColumn(asked), identitySequence: identitySequenceOf(clause, here), ...alwaysOf(clause) };
}

function addColumn({ command, here, part, table }: Asked): Operation | undefined {
  const node = bodyOf(command.def, 'ColumnDef');
  if (!node) return undefined;
  const span = here.asking(part, part.from + 2, 'add', 'column');
  return { kind: 'add column', when: ALWAYS, span, table, column: columnOf(node, here, part.to, table), ifNotExists: command.missing_ok === true };
}

function dropColumn({ command, here, part, table }: Asked): Operation {
  const column = partNamed('column', command.name ?? '', table, here, behindIf(here, alteredIndex(here, part)));
  return {
    kind: 'drop column', when: ALWAYS, span: here.asking(part, part.from + 2, 'drop', 'column'), table, column,
    ifExists: command.missing_ok === true, cascade: command.behavior === 'DROP_CASCADE',
  };
}

/** `ALTER COLUMN c [SET DATA] TYPE t [COLLATE "x"] [USING e]`. */
function setType(asked: Asked): Operation | undefined {
  const { command, here, part, table } = asked;
  const node = bodyOf(command.def, 'ColumnDef');
  if (!node) return undefined;
  const column = alteredIndex(here, part);
  const from = here.at(node.typeName?.location);
  const end = here.find({ from, to: part.to }, 'collate', 'using') ?? part.to;
  const using = node.raw_default && here.find({ from, to: part.to }, 'using');
  return {
    kind: 'set type', when: ALWAYS, span: here.through(part.from, Math.max(column, from - 1)), table, column: alteredColumn(asked),
    to: sqlTypeOf(node.typeName, here, { from, to: end }, node.collClause),
    using: node.raw_default && using !== undefined ? expressionOf(node.raw_default, here, { from: using + 1, to: part.to }) : undefined,
  };
}

function setDefault(asked: Asked): Operation {
  const { command, here, part, table } = asked;
  const column = alteredColumn(asked);
  if (!command.def) return { kind: 'drop default', when: ALWAYS, span: here.spanOf(part), table, column };
  const word = here.find({ from: alteredIndex(here, part) + 1, to: part.to }, 'default') ?? part.from;
  const to = expressionOf(command.def, here, { from: word + 1, to: part.to });
  return { kind: 'set default', when: ALWAYS, span: here.through(part.from, word), table, column, to };
}

function setExpression(asked: Asked): Operation | undefined {
  const { command, here, part, table } = asked;
  const word = here.find({ from: alteredIndex(here, part) + 1, to: part.to }, 'expression');
  if (!command.def || word === undefined) return undefined;
  const as = expressionOf(command.def, here, here.inside(word + 2));
  return { kind: 'set expression', when: ALWAYS, span: here.through(part.from, word), table, column: alteredColumn(asked), as };
}
