import type { OperationOf } from '../operations/operation.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Here } from './form.ts';
import { lockAll } from './form.ts';
import type { Part } from './part.ts';
import { fails, work } from './part.ts';
import { typeUsers } from './type-users.ts';

export function addDomainConstraint({ type, constraint }: OperationOf<'add domain constraint'>, here: Here): readonly Part[] {
  const since = constraint.type === 'not null' ? [{ kind: 'since', major: 17 } as const] : [];
  if (!constraint.validated) return since;
  return [...since, ...(constraint.type === 'not null' ? setDomainNotNull({ type }, here) : checkDomain({ type }, here))];
}

export function setDomainNotNull({ type }: { readonly type: ObjectName }, here: Here): readonly Part[] {
  const domain = here.before.userType(type, here.session);
  const isNotNull = domain.known && domain.value?.constraints.some((constraint) => constraint.type === 'not null');
  return isNotNull ? [] : checkDomain({ type }, here);
}

/**
 * Every value of the domain is looked at, in every table that has a column of it or of a domain over it. Inside arrays,
 * ranges and composite values PostgreSQL does not look, and refuses.
 */
export function checkDomain({ type }: { readonly type: ObjectName }, here: Here): readonly Part[] {
  const hidden = typeUsers(type, ['holds', 'embeds'], here, ['table', 'matview']).some(({ certain }) => certain);
  if (hidden) return [fails('0A000')];
  const users = typeUsers(type, ['is'], here, ['table', 'matview']);
  return [...lockAll(here, users), ...users.map((place) => work('scan', place))];
}
