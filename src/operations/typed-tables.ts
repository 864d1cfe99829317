import { ALWAYS } from '../migrations/condition.ts';
import { qualified } from './names.ts';
import type { SubcommandReaders } from './subcommand.ts';
import { bodyOf, nameParts } from './tree.ts';

/** OF and NOT OF: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-OF */
export const typedTableSubcommands: SubcommandReaders = {
  AT_AddOf: ({ command, here, part, table }) => {
    const node = bodyOf(command.def, 'TypeName');
    const span = here.through(part.from, part.from);
    return node && { kind: 'set of', when: ALWAYS, span, table, type: qualified('type', nameParts(command.def), here, here.at(node.location)) };
  },
  AT_DropOf: ({ here, part, table }) => ({ kind: 'set of', when: ALWAYS, span: here.through(part.from, part.from + 1), table }),
};
