import type { AlterTableCmd, AlterTableStmt } from '@pgsql/types';
import type { Condition } from '../migrations/condition.ts';
import { ALWAYS } from '../migrations/condition.ts';
import { attributeSubcommand } from './attributes.ts';
import { behindRelation, objectOf, relationNamed } from './names.ts';
import type { Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import type { Asked } from './subcommand.ts';
import { subcommands } from './subcommands.ts';
import { namedBy, subcommandName } from './subcommand-name.ts';
import { bodiesOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const alterTable: Readers = { AlterTableStmt: readAlterTable };

/** One operation per sub-command, in text order; `clause` says where each stands if there are several. */
function readAlterTable(body: AlterTableStmt, here: Wording, within: Stretch): readonly Operation[] {
  const table = relationNamed(body.relation, here, body.objtype === 'OBJECT_INDEX' ? 'index' : 'relation');
  const when: Condition = body.missing_ok ? { kind: 'exists', object: objectOf(table) } : ALWAYS;
  const parts = here.parts({ from: behindRelation(body.relation, here, within), to: within.to });
  const commands = bodiesOf(body.cmds, 'AlterTableCmd');

  return commands.map((command, at) => {
    const part = parts[at] ?? within;
    const operation = operationOf(body, { command, here, part, table });
    return { ...operation, when, clause: commands.length > 1 ? here.spanOf(part) : undefined };
  });
}

/** ALTER TYPE of a composite type and ALTER SEQUENCE share the node. */
function operationOf(body: AlterTableStmt, asked: Asked): Operation {
  const { command, here, part, table } = asked;
  const verb = here.through(0, 1);
  if (body.objtype === 'OBJECT_SEQUENCE') return { kind: 'alter sequence', when: ALWAYS, span: verb, sequence: table };
  if (body.objtype === 'OBJECT_TYPE') return attributeSubcommand(asked);
  return readerOf(command)?.(asked) ?? {
    kind: 'alter table', when: ALWAYS, span: here.spanOf(part), table, does: subcommandName(command), ...namedBy(asked),
  };
}

function readerOf({ subtype }: AlterTableCmd) {
  return subtype && subcommands[subtype];
}
