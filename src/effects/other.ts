import type { OperationOf } from '../operations/operation.ts';
import { triggerBelow } from './attached.ts';
import { sequenceOf } from './columns.ts';
import { enforce, lockReferenced } from './constraints.ts';
import type { Form, Here } from './form.ts';
import { lockAll } from './form.ts';
import { AX, modeOn } from './lock-modes.ts';
import { rewriteOf } from './maintenance.ts';
import { find } from './moment.ts';
import type { Concerned, Part } from './part.ts';
import { UNKNOWN } from './part.ts';
import { HARMLESS_COMMANDS, PLANNED_PARAMETERS, REFUSED_COMMANDS, RELATION_COMMANDS, SUBCOMMANDS } from './subcommands.ts';

export function subcommandForm({ table, does, parameters = [] }: OperationOf<'alter table'>): Partial<Form> {
  const form = SUBCOMMANDS[does];
  if (!form) return {};
  const role = table.type === 'index' ? 'index' : 'table';
  return parameters.some(({ name }) => PLANNED_PARAMETERS.has(name)) ? { ...form, lock: AX, role } : { ...form, role };
}

/** Where a table is that nobody has moved: most databases have no other default. */
const USUAL_TABLESPACE = 'pg_default';

export function subcommand(operation: OperationOf<'alter table'>, here: Here): readonly Part[] {
  const { table, does, part, to } = operation;
  const form = SUBCOMMANDS[does];
  if (!form) return [UNKNOWN];
  const found = find(table, here);
  // A partitioned table has no blocks: partitions that are made later go there.
  const copies = form.copies && found?.relation?.type !== 'partitioned';
  return [
    ...(copies ? rewriteOf(found, here, form.copies === 'always' && to !== USUAL_TABLESPACE) : []),
    ...lockAll(here, [otherRelation(operation, form.other, here), part && sequenceOf(table, part.name, here)]),
    ...(does.includes(' TRIGGER') ? triggerBelow({ table, trigger: part }, here) : []),
    ...(does === 'ALTER CONSTRAINT ENFORCED' && part ? enforce(table, part.name, here) : []),
    ...(does === 'ALTER CONSTRAINT NOT ENFORCED' && part ? lockReferenced(table, part.name, here) : []),
  ];
}

function otherRelation({ other }: OperationOf<'alter table'>, role: Concerned['role'] | undefined, here: Here): Concerned | undefined {
  const found = other && role && find(other, here);
  return found && role ? { on: found.on, role, certain: true } : undefined;
}

export function otherForm({ tag }: OperationOf<'other'>): Partial<Form> {
  return REFUSED_COMMANDS.has(tag) ? { transaction: 'refused' } : {};
}

/** A command whose relations are read is known by its tag; one that is not in the tables of facts is unknown. */
export function otherCommand({ tag, names, reach }: OperationOf<'other'>, here: Here): readonly Part[] {
  if (reach !== 'anything' && (HARMLESS_COMMANDS.has(tag) || REFUSED_COMMANDS.has(tag))) return [];
  const form = RELATION_COMMANDS[tag];
  if (!form || !names) return [UNKNOWN];
  const mode = modeOn(form.lock, here);
  if (mode === 'none') return [];
  return names.flatMap((name) => {
    const found = find(name, here);
    return found ? [{ kind: 'lock', on: found.on, role: 'table', mode, certain: true } as const] : [];
  });
}
