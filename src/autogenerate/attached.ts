import type { Attached, Relation } from '../catalog/object.ts';
import { lastKnown } from '../effects/moment.ts';
import { statementForm } from '../operations/form.ts';
import { quoteName } from '../sql/quote.ts';
import type { Change, Comparison } from './change.ts';
import { change } from './change.ts';
import type { Sides } from './sides.ts';
import { nameOf, pairs } from './sides.ts';

/** Triggers, policies, rules and extended statistics of a table or view, in the words that made them. Publications are nobody's table's. */
export function attachedChanges(table: Relation, before: Relation | undefined, { now, wanted }: Sides): Comparison {
  const notCompared: string[] = [];
  const changes = pairs(before ? ownOf(before, now) : [], ownOf(table, wanted), ({ kind, name }) => `${kind} ${quoteName(name)}`).flatMap(({ key, now: old, wanted: made }): readonly Change[] => {
    const about = `${key} of ${nameOf(table)}`;
    const drop = old ? dropSql(old, table) : '';
    if (!made) return [change('drop attached', `drop ${about}`, drop)];
    if (made.definition === undefined || (old && old.definition === undefined)) {
      notCompared.push(`${about[0]?.toUpperCase() ?? ''}${about.slice(1)}: it was altered, and only the statement that makes it whole can be compared.`);
      return [];
    }
    const switched = [old ? enabledIn(old) : true, enabledIn(made)];
    const isSame = old?.definition !== undefined && statementForm(old.definition) === statementForm(made.definition);
    const turn = switched[1] === (isSame ? switched[0] : true) ? [] : [`ALTER TABLE ${nameOf(table)} ${switched[1] ? 'ENABLE' : 'DISABLE'} ${made.kind.toUpperCase()} ${quoteName(made.name)}`];
    if (isSame) return turn.length > 0 ? [change('attached', `switch ${about}`, ...turn)] : [];
    return [change('attached', `${old ? 'change' : 'add'} ${about}`, ...(old ? [drop] : []), made.definition.replace(/\bOR\s+REPLACE\s+/i, ''), ...turn)];
  });
  return { changes, cannot: [], notCompared };
}

function ownOf(table: Relation, catalog: Sides['now']): readonly Attached[] {
  return lastKnown(catalog.attachedTo(table)).filter((one) => one.kind !== 'publication' && !(one.kind === 'trigger' && one.inherited));
}

function enabledIn(one: Attached): boolean {
  return 'enabled' in one ? one.enabled : true;
}

function dropSql(one: Attached, table: Relation): string {
  return one.kind === 'statistics' ? `DROP STATISTICS ${nameOf(one)}` : `DROP ${one.kind.toUpperCase()} ${quoteName(one.name)} ON ${nameOf(table)}`;
}
