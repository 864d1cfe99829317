import type { Comparison, Constant, Edge, PartitionBound, Partitioning } from '../operations/operation.ts';
import type { Found, Moment } from './moment.ts';
import { lastKnown } from './moment.ts';

/**
 * Do the validated CHECKs of a table prove that all its rows are inside the bounds of a partition, so that ATTACH spares
 * its scan? PostgreSQL proves more than we see; what we see, it proves.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-ATTACH-PARTITION
 */
export function provenInside(found: Found, bound: PartitionBound | undefined, key: Partitioning | undefined, moment: Moment): boolean {
  const column = soleColumn(key);
  const needs = bound && inside(bound);
  if (column === undefined || !needs) return false;
  const { checks, isNotNull, type } = known(found, column, moment);
  return isNotNull && needs.every((need) => checks.some((check) => implies(check, { column, type, need, nullDoes: false })));
}

/** The same for the rows of a default partition: that all are outside the bounds of a new one. */
export function provenOutside(found: Found, bound: PartitionBound | undefined, key: Partitioning | undefined, moment: Moment): boolean {
  const column = soleColumn(key);
  const needs = bound && outside(bound);
  if (column === undefined || !needs) return false;
  const { checks, type } = known(found, column, moment);
  return needs.every((need) => checks.some((check) => implies(check, { column, type, need, nullDoes: true })));
}

function soleColumn(key: Partitioning | undefined): string | undefined {
  return key && !key.expressions && !key.classes && key.columns.length === 1 ? key.columns[0] : undefined;
}

function known({ relation }: Found, column: string, { before }: Moment) {
  const all = relation ? lastKnown(before.constraints(relation)).filter(({ type, validated, enforced }) => type === 'check' && validated && enforced) : [];
  const notNull = relation && before.notNull(relation, column);
  const held = relation && before.column(relation, column);
  return {
    checks: all.flatMap(({ check }) => check?.compares ?? []),
    isNotNull: (notNull?.known === true && notNull.value === 'yes') || all.some(({ check }) => check?.impliesNotNull.includes(column)),
    type: held?.known ? held.value?.sqlType.name : undefined,
  };
}

/** What must be true of a value: all of a list of these. */
type Need =
  | { readonly kind: 'at least' | 'below' | 'other than'; readonly value: string }
  | { readonly kind: 'one of'; readonly values: readonly string[] }
  | { readonly kind: 'not between'; readonly from: string | undefined; readonly to: string | undefined };

function inside(bound: PartitionBound): readonly Need[] | undefined {
  switch (bound.kind) {
    case 'range': {
      const [from, to] = [end(bound.from), end(bound.to)];
      if (from === 'unknown' || to === 'unknown') return undefined;
      return [...(from === undefined ? [] : [{ kind: 'at least', value: from } as const]), ...(to === undefined ? [] : [{ kind: 'below', value: to } as const])];
    }
    case 'list': return withValues(bound.values, (values) => [{ kind: 'one of', values }]);
    case 'hash': case 'default': return undefined;
  }
}

function outside(bound: PartitionBound): readonly Need[] | undefined {
  switch (bound.kind) {
    case 'range': {
      const [from, to] = [end(bound.from), end(bound.to)];
      return from === 'unknown' || to === 'unknown' ? undefined : [{ kind: 'not between', from, to }];
    }
    case 'list': return withValues(bound.values, (values) => values.map((value) => ({ kind: 'other than', value })));
    case 'hash': case 'default': return undefined;
  }
}

/** The value at an end; undefined where there is none. */
function end([edge, ...more]: readonly Edge[]): string | 'unknown' | undefined {
  if (edge === undefined || more.length > 0 || edge === 'unknown') return 'unknown';
  return typeof edge === 'string' ? undefined : edge.value;
}

function withValues(edges: readonly Edge[], needs: (values: readonly string[]) => readonly Need[]): readonly Need[] | undefined {
  const values = edges.flatMap((edge) => (typeof edge === 'string' ? [] : [edge.value]));
  return values.length === edges.length ? needs(values) : undefined;
}

interface Goal { readonly column: string; readonly type: string | undefined; readonly need: Need; /** NULL fulfils it. */ readonly nullDoes: boolean }

function implies(said: Comparison, goal: Goal): boolean {
  switch (said.kind) {
    case 'and': return said.all.some((one) => implies(one, goal));
    case 'or': return said.all.length > 0 && said.all.every((one) => implies(one, goal));
    case 'null': return goal.nullDoes && said.column === goal.column;
    case 'not null': case 'other': return false;
    case 'compare': return said.column === goal.column && isOf(said.to, goal.type) && meets(said.operator, said.to.value, goal.need);
  }
}

/** A constant of another type compares by another operator, from which nothing need follow. */
function isOf({ as }: Constant, type: string | undefined): boolean {
  return as === undefined || as === type;
}

type Operator = Extract<Comparison, { kind: 'compare' }>['operator'];

/** Does `column operator value` give what is needed? */
function meets(operator: Operator, value: string, need: Need): boolean {
  switch (need.kind) {
    case 'at least': return ['=', '>', '>='].includes(operator) && isUpTo(need.value, value);
    case 'below': return operator === '<' ? isUpTo(value, need.value) : ['=', '<='].includes(operator) && isBefore(value, need.value);
    case 'one of': return operator === '=' && need.values.includes(value);
    case 'other than': return avoids(operator, value, need.value);
    case 'not between':
      return (need.from !== undefined && meets(operator, value, { kind: 'below', value: need.from }))
        || (need.to !== undefined && meets(operator, value, { kind: 'at least', value: need.to }));
  }
}

function avoids(operator: Operator, value: string, other: string): boolean {
  switch (operator) {
    case '<>': return value === other;
    case '=': return isBefore(value, other) || isBefore(other, value);
    case '<': return isUpTo(value, other);
    case '<=': return isBefore(value, other);
    case '>': return isUpTo(other, value);
    case '>=': return isBefore(other, value);
  }
}

function isUpTo(a: string, b: string): boolean {
  return a === b || isBefore(a, b);
}

/** Numbers, and dates and times of one form: the order of other texts is the collation's. */
function isBefore(a: string, b: string): boolean {
  if (NUMBER.test(a) && NUMBER.test(b)) return Number(a) < Number(b);
  return DATE.test(a) && a.length === b.length && DATE.test(b) && a < b;
}

const NUMBER = /^-?\d{1,15}(\.\d+)?$/;
const DATE = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?$/;
