import type { Relation } from '../catalog/object.ts';
import { isOfType, partsOf } from '../catalog/types.ts';
import type { SqlType } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Moment } from './moment.ts';
import { concerned, lastKnown, suspected } from './moment.ts';
import type { Concerned } from './part.ts';

/** How a column uses a type: its values are of it, are arrays or ranges of it, or have it in a composite value. */
export type Use = 'is' | 'holds' | 'embeds';

export function usesOf(sqlType: SqlType, type: ObjectName, moment: Moment, seen: readonly string[] = []): Use | undefined {
  const use = elementUse(sqlType, type, moment, seen);
  return use === 'is' && sqlType.array ? 'holds' : use;
}

/** Domains, ranges and composite types are looked into. */
function elementUse(sqlType: SqlType, type: ObjectName, moment: Moment, seen: readonly string[]): Use | undefined {
  if (isOfType(sqlType, type)) return 'is';
  if (seen.includes(sqlType.name)) return undefined;
  const answer = moment.before.userType(sqlType, moment.session);
  const own = answer.known ? answer.value : answer.last;
  if (!own) return undefined;
  const uses = partsOf(own).flatMap((part) => usesOf(part, type, moment, [...seen, sqlType.name]) ?? []);
  if (uses.length === 0) return undefined;
  if (own.type === 'composite' || uses.includes('embeds')) return 'embeds';
  return own.type === 'range' ? 'holds' : uses[0];
}

/** Relations with a column that uses the type in one of these ways; and others, where the type is not known. */
export function typeUsers(type: ObjectName, ways: readonly Use[], moment: Moment, which: readonly Relation['type'][]): readonly Concerned[] {
  const { before, session } = moment;
  const users = before.relations().filter((relation) => which.includes(relation.type)
    && lastKnown(before.columns(relation)).some(({ sqlType }) => ways.some((way) => way === usesOf(sqlType, type, moment))));
  const known = before.userType(type, session);
  const others = known.known ? [] : [suspected(`tables with a column of type ${type.name}`, known.doubt, 'type user')];
  return [...users.map((relation) => concerned(relation, 'type user')), ...others];
}
