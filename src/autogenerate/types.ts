import type { DomainConstraint, UserType } from '../catalog/object.ts';
import { typeText } from '../catalog/gist.ts';
import { expressionForm } from '../operations/form.ts';
import { quoteLiteral, quoteName } from '../sql/quote.ts';
import type { Change, Comparison } from './change.ts';
import { change } from './change.ts';
import type { Sides } from './sides.ts';
import { isBrought, nameOf, pairs } from './sides.ts';
import { typeSql } from './words.ts';

/** Enums, domains, composite and range types. Those written in C belong to their extension. */
export function typeChanges({ now, wanted, scope }: Sides): Comparison {
  const typesIn = (catalog: Sides['now']) => catalog.userTypes().filter((one) => one.type !== 'base' && scope.schemas.has(one.schema) && !isBrought(one, scope));
  const changes: Change[] = [];
  const cannot: string[] = [];
  const gone: UserType[] = [];
  for (const { now: old, wanted: made } of pairs(typesIn(now), typesIn(wanted), nameOf)) {
    if (!old) { if (made) changes.push(change('type', `add type ${nameOf(made)}`, createSql(made))); }
    else if (!made) gone.push(old);
    else if (old.type !== made.type) cannot.push(`${nameOf(made)} is to be ${aOf(made)} and is ${aOf(old)}: a type does not become another. Give the new one a name of its own.`);
    else {
      const found = altered(old, made);
      changes.push(...found.changes);
      cannot.push(...found.cannot);
    }
  }
  const dropped = gone.toSorted((a, b) => RANK[b.type] - RANK[a.type])
    .map((type) => change('drop type', `drop type ${nameOf(type)}`, `DROP ${type.type === 'domain' ? 'DOMAIN' : 'TYPE'} ${nameOf(type)}`));
  return { changes: [...needed(changes.filter(({ stage }) => stage === 'type')), ...changes.filter(({ stage }) => stage === 'enum value'), ...dropped], cannot, notCompared: [] };
}

/** What may be made of what: types of a kind are made of those of the kinds before it. */
const RANK: Readonly<Record<UserType['type'], number>> = { base: 0, enum: 1, domain: 2, range: 3, composite: 4 };

/** Types that are made of others come after them. */
function needed(changes: readonly Change[]): readonly Change[] {
  const rank = ({ sql: [sql = ''] }: Change) => (sql.includes(' AS ENUM ') ? 0 : sql.startsWith('CREATE DOMAIN') ? 1 : sql.includes(' AS RANGE ') ? 2 : 3);
  return changes.toSorted((a, b) => rank(a) - rank(b));
}

function aOf({ type }: UserType): string {
  return type === 'enum' ? 'an enum' : type === 'composite' ? 'a composite type' : `a ${type}`;
}

function createSql(type: UserType): string {
  const name = nameOf(type);
  switch (type.type) {
    case 'enum': return `CREATE TYPE ${name} AS ENUM (${type.labels.map(quoteLiteral).join(', ')})`;
    case 'composite': return `CREATE TYPE ${name} AS (${type.attributes.map((one) => `${quoteName(one.name)} ${typeSql(one.sqlType)}`).join(', ')})`;
    case 'range': return `CREATE TYPE ${name} AS RANGE (SUBTYPE = ${type.base ? typeSql(type.base) : ''})`;
    case 'domain': return `CREATE DOMAIN ${name} AS ${type.base ? typeSql(type.base) : ''}${defaultSql(type)}${type.constraints.map((one) => ` ${constraintSql(one)}`).join('')}`;
    case 'base': return '';
  }
}

function defaultSql({ fallback }: UserType): string {
  return fallback && fallback.shape !== 'null' ? ` DEFAULT ${fallback.text}` : '';
}

function constraintSql({ type, name, check }: DomainConstraint): string {
  return type === 'not null' ? 'NOT NULL' : `CONSTRAINT ${quoteName(name)} CHECK (${check?.text ?? ''})`;
}

function altered(now: UserType, wanted: UserType): Pick<Comparison, 'changes' | 'cannot'> {
  switch (wanted.type) {
    case 'enum': return labelsAdded(now, wanted);
    case 'domain': return domainAltered(now, wanted);
    case 'composite': return { changes: attributesAltered(now, wanted), cannot: [] };
    case 'range': return shapeOf(now) === shapeOf(wanted) ? NOTHING : { changes: [], cannot: [`The subtype of ${nameOf(wanted)} cannot be changed. Give the new range a name of its own.`] };
    case 'base': return NOTHING;
  }
}

const NOTHING = { changes: [], cannot: [] };

function shapeOf({ base }: UserType): string {
  return base ? typeText(base) : '';
}

/** Labels come where they belong, and never go. */
function labelsAdded(now: UserType, wanted: UserType): Pick<Comparison, 'changes' | 'cannot'> {
  const gone = now.labels.filter((label) => !wanted.labels.includes(label));
  const kept = wanted.labels.filter((label) => now.labels.includes(label));
  const name = nameOf(wanted);
  if (gone.length > 0) {
    return { changes: [], cannot: [`${name} is to lose ${gone.map(quoteLiteral).join(', ')}: PostgreSQL cannot take a label away. Make a new type, give it to the columns, and drop this one; or rename the label: ALTER TYPE ${name} RENAME VALUE.`] };
  }
  if (kept.join('\0') !== now.labels.join('\0')) return { changes: [], cannot: [`The labels of ${name} are to stand in another order: PostgreSQL cannot move a label. Make a new type, give it to the columns, and drop this one.`] };
  const there = new Set(now.labels);
  const changes = wanted.labels.flatMap((label, at) => {
    if (there.has(label)) return [];
    const before = wanted.labels[at - 1];
    there.add(label);
    const place = before !== undefined ? (at === wanted.labels.length - 1 || !wanted.labels.slice(at + 1).some((other) => now.labels.includes(other)) ? '' : ` AFTER ${quoteLiteral(before)}`) : now.labels[0] === undefined ? '' : ` BEFORE ${quoteLiteral(now.labels[0])}`;
    return [change('enum value', `add ${quoteLiteral(label)} to ${name}`, `ALTER TYPE ${name} ADD VALUE ${quoteLiteral(label)}${place}`)];
  });
  return { changes, cannot: [] };
}

function domainAltered(now: UserType, wanted: UserType): Pick<Comparison, 'changes' | 'cannot'> {
  const name = nameOf(wanted);
  if (shapeOf(now) !== shapeOf(wanted)) return { changes: [], cannot: [`${name} is over ${shapeOf(now)} and is to be over ${shapeOf(wanted)}: PostgreSQL cannot change that. Give the new domain a name of its own.`] };
  const altered = (about: string, clause: string) => change('type', `${about} ${name}`, `ALTER DOMAIN ${name} ${clause}`);
  const fallback = (type: UserType) => (defaultSql(type) === '' ? '' : expressionForm(type.fallback?.text ?? ''));
  const required = (type: UserType) => type.constraints.some((one) => one.type === 'not null');
  const checksOf = ({ constraints }: UserType) => constraints.filter(({ type }) => type === 'check');
  const checks = pairs(checksOf(now), checksOf(wanted), (one) => one.name);
  const form = ({ check }: DomainConstraint) => expressionForm(check?.text ?? '');
  return {
    cannot: [],
    changes: [
      ...(fallback(now) === fallback(wanted) ? [] : [altered('set the default of', fallback(wanted) === '' ? 'DROP DEFAULT' : `SET${defaultSql(wanted)}`)]),
      ...(required(now) === required(wanted) ? [] : [altered('require', `${required(wanted) ? 'SET' : 'DROP'} NOT NULL`)]),
      ...checks.flatMap((pair) => {
        if (pair.now && pair.wanted && form(pair.now) === form(pair.wanted)) return [];
        return [
          ...(pair.now ? [altered('drop a check of', `DROP CONSTRAINT ${quoteName(pair.key)}`)] : []),
          ...(pair.wanted ? [altered('add a check to', `ADD ${constraintSql(pair.wanted)}`)] : []),
        ];
      }),
    ],
  };
}

function attributesAltered(now: UserType, wanted: UserType): readonly Change[] {
  const name = nameOf(wanted);
  const altered = (about: string, clause: string) => change('type', `${about} ${name}`, `ALTER TYPE ${name} ${clause}`);
  return pairs(now.attributes, wanted.attributes, (one) => one.name).flatMap(({ key, now: old, wanted: made }) => {
    const attribute = quoteName(key);
    if (!made) return [altered(`drop ${attribute} of`, `DROP ATTRIBUTE ${attribute}`)];
    if (!old) return [altered(`add ${attribute} to`, `ADD ATTRIBUTE ${attribute} ${typeSql(made.sqlType)}`)];
    return typeText(old.sqlType) === typeText(made.sqlType) ? [] : [altered(`change ${attribute} of`, `ALTER ATTRIBUTE ${attribute} TYPE ${typeSql(made.sqlType)}`)];
  });
}
