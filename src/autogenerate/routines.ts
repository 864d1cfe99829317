import type { Routine } from '../catalog/state.ts';
import { statementForm } from '../operations/form.ts';
import type { Comparison } from './change.ts';
import { change } from './change.ts';
import type { Sides } from './sides.ts';
import { isBrought, nameOf, pairs } from './sides.ts';

/** Functions and procedures, by their names and arguments. `early`: those that tables call. */
export function routineChanges({ now, wanted, scope }: Sides, early: ReadonlySet<string>): Comparison {
  const own = (catalog: Sides['now']) => catalog.allRoutines().filter((one) => scope.schemas.has(one.schema) && !isBrought(one, scope));
  const notCompared: string[] = [];
  const changes = pairs(own(now), own(wanted), signature).flatMap(({ key, now: old, wanted: made }) => {
    if (!made) return old ? [change('drop routine', `drop ${key}`, `DROP ROUTINE ${key}`)] : [];
    const isBare = (routine: Routine) => /\bAS ''$/.test(routine.definition);
    if (isBare(made) && (!old || !isBare(old))) {
      if (!old) notCompared.push(`${key} is in the database and in no migration. Write it by hand: what a function does is not read from a database.`);
      return [];
    }
    if (old && (isBare(old) || statementForm(old.definition) === statementForm(made.definition))) return [];
    return [change(early.has(made.name) ? 'early routine' : 'late routine', `${old ? 'change' : 'add'} ${key}`, old ? replacing(made.definition) : made.definition)];
  });
  return { changes, cannot: [], notCompared };
}

function signature(routine: Routine): string {
  return `${nameOf(routine)}(${routine.arguments.join(', ')})`;
}

function replacing(definition: string): string {
  return definition.replace(/^CREATE\s+(?!OR\s)/i, 'CREATE OR REPLACE ');
}
