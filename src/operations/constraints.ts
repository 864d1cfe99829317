import { ALWAYS } from '../migrations/condition.ts';
import { constraintOf, typeWord } from './constraint-spec.ts';
import { behindIf, partNamed } from './names.ts';
import type { Operation } from './operation.ts';
import type { Asked, SubcommandReaders } from './subcommand.ts';
import { bodyOf } from './tree.ts';

export const constraintSubcommands: SubcommandReaders = {
  AT_AddConstraint: addConstraint,
  AT_DropConstraint: dropConstraint,
  AT_ValidateConstraint: validateConstraint,
};

/** The span goes up to the words that say the type: `ADD CONSTRAINT fk FOREIGN KEY`. */
function addConstraint({ command, here, part, table }: Asked): Operation | undefined {
  const node = bodyOf(command.def, 'Constraint');
  const stretch = { from: part.from + 1, to: part.to };
  const constraint = node && constraintOf(node, here, stretch, { of: table });
  if (!constraint) return undefined;
  return { kind: 'add constraint', when: ALWAYS, span: here.through(part.from, typeWord(constraint, here, stretch)), table, constraint };
}

function dropConstraint({ command, here, part, table }: Asked): Operation {
  const constraint = partNamed('constraint', command.name ?? '', table, here, behindIf(here, part.from + 2));
  return {
    kind: 'drop constraint', when: ALWAYS, span: here.through(part.from, part.from + 1), table, constraint,
    ifExists: command.missing_ok === true, cascade: command.behavior === 'DROP_CASCADE',
  };
}

function validateConstraint({ command, here, part, table }: Asked): Operation {
  const constraint = partNamed('constraint', command.name ?? '', table, here, part.from + 2);
  return { kind: 'validate constraint', when: ALWAYS, span: here.through(part.from, part.from + 1), table, constraint };
}
