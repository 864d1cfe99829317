import { newSession } from '../session/connection.ts';
import type { ObjectName } from '../sql/name.ts';
import { quoteName, quoteQualified } from '../sql/quote.ts';
import type { Catalog, Held } from './catalog.ts';
import type { Known } from './doubt.ts';
import { collationText, constantOf, gistOf, typeText } from './gist.ts';
import type { Attached, Column, Constraint, DomainConstraint, Index, Relation, UserType } from './object.ts';

/** Something that a catalog holds, with all that can be compared of it, in words. */
export interface Thing {
  readonly kind: string;
  /** As SQL has it: "public.users", "public.users.email". */
  readonly name: string;
  readonly object: ObjectName;
  /** The relation that it is a part of. */
  readonly of?: string;
  /** False: it is in doubt whether it is there, or what it is. */
  readonly sure: boolean;
  readonly aspects: Readonly<Record<string, string>>;
}

/** The things of a catalog, by what they are called. */
export interface Things {
  readonly all: ReadonlyMap<string, Thing>;
  /** Is it in doubt whether a thing is there that is not among them? */
  mayHave(thing: Thing): boolean;
}

const SESSION = newSession({ settings: {} });

export function thingsOf(catalog: Catalog, { relations, types }: Held = { relations: catalog.relations(), types: catalog.userTypes() }): Things {
  const all = new Map<string, Thing>();
  const unsure = new Set<string>();
  for (const relation of relations) {
    if (relation.type === 'index' || relation.persistence === 'temporary') continue;
    const { name, parts, doubts } = partsOf(catalog, relation);
    for (const thing of parts) all.set(thing.of === undefined ? `relation ${name}` : `${thing.kind} ${thing.name}`, thing);
    for (const kind of doubts) unsure.add(`${kind} ${name}`);
  }
  for (const type of types) all.set(`type ${quoteQualified(type)}`, typeThing(type, catalog));
  return {
    all,
    mayHave: ({ kind, object, of }) => {
      if (of !== undefined) return unsure.has(`${kind} ${of}`);
      const answer = object.type === 'type' ? catalog.userType(object, SESSION) : catalog.relation(object, SESSION);
      return !answer.known || answer.value !== undefined;
    },
  };
}

/** The name of a relation by its id; undefined where it may have another by now. */
type NameOf = (id: string | undefined) => string | undefined;

function partsOf(catalog: Catalog, relation: Relation): { readonly name: string; readonly parts: readonly Thing[]; readonly doubts: readonly string[] } {
  const name = quoteQualified(relation);
  const nameOf: NameOf = (id) => {
    const other = id === undefined ? undefined : catalog.byId(id);
    if (!other) return '';
    return catalog.relation({ type: 'relation', schema: other.schema, name: other.name }, SESSION).known ? quoteQualified(other) : undefined;
  };
  const [columns, constraints, indexes] = [catalog.columns(relation), catalog.constraints(relation), catalog.indexes(relation)];
  const [children, views] = [catalog.inheritors(relation), catalog.viewsOn(relation)];
  const attached = catalog.attachedTo(relation);
  const attachedLists = Object.fromEntries(ATTACHED.map((kind) => [kind, attached]));
  const lists = { ...attachedLists, column: columns, constraint: constraints, index: indexes, inheritance: children, view: views };
  return {
    name,
    doubts: Object.entries(lists).filter(([, list]) => !list.known).map(([kind]) => kind),
    parts: [
      relationThing(relation, name, catalog, nameOf),
      ...lastOf(columns).map((column) => columnThing(column, name, catalog.column(relation, column.name).known)),
      ...lastOf(constraints).filter(({ type }) => type !== 'not null')
        .map((constraint) => constraintThing(constraint, name, catalog.constraint(relation, constraint.name).known, nameOf)),
      ...lastOf(indexes).map((index) => indexThing(index, name, catalog)),
      ...lastOf(attached).map((one) => attachedThing(one, name, attached.known)),
      ...lastOf(children).map((child) => linkThing('inheritance', `${quoteQualified(child)} from ${name}`, child, name, children.known)),
      ...lastOf(views).map((view) => linkThing('view', `${quoteQualified(view.relation)} over ${name}`, view.relation, name, views.known)),
    ],
  };
}

function lastOf<T>(answer: Known<readonly T[]>): readonly T[] {
  return answer.known ? answer.value : answer.last ?? [];
}

function relationThing({ schema, name: own, type, persistence }: Relation, name: string, catalog: Catalog, nameOf: NameOf): Thing {
  const answer = catalog.relation({ type: 'relation', schema, name: own }, SESSION);
  const partitionOf = answer.known && answer.value ? catalog.partitionOf(answer.value) : undefined;
  const parent = partitionOf ? nameOf(partitionOf.parent) : 'nothing';
  return {
    kind: KINDS[type], name, object: { type: 'relation', schema, name: own }, sure: answer.known,
    aspects: { 'kind': KINDS[type], persistence, ...(parent !== undefined && { 'partition of': `${parent}${partitionOf?.isDefault ? ' (default)' : ''}` }) },
  };
}

const KINDS: Readonly<Record<Relation['type'], string>> = {
  table: 'table', partitioned: 'partitioned table', view: 'view', matview: 'materialized view', index: 'index', sequence: 'sequence',
};

function columnThing({ name, sqlType, notNull, fallback, identity, generated }: Column, of: string, sure: boolean): Thing {
  const aspects = {
    'type': typeText(sqlType),
    'collation': collationText(sqlType.collation),
    'NOT NULL': notNull,
    'default': generated || identity ? 'none' : constantOf(fallback, sqlType),
    'identity': identity ? 'yes' : 'no',
    'generated': generated ? `${generated.stored ? 'stored' : 'virtual'}: ${gistOf(generated.as)}` : 'no',
  };
  return part('column', name, of, sure, aspects);
}

function constraintThing(constraint: Constraint, of: string, sure: boolean, nameOf: NameOf): Thing {
  const { name, type, columns, validated, enforced, check, references, referencedColumns, index } = constraint;
  const [referenced, enforcing] = [nameOf(references), index === undefined ? undefined : nameOf(index)];
  const aspects = {
    'type': type,
    'columns': (type === 'check' ? columns.toSorted() : columns).join(', '),
    'validated': validated ? 'yes' : 'no',
    'enforced': enforced ? 'yes' : 'no',
    ...(type === 'check' && { condition: check ? gistOf(check) : '' }),
    ...(type === 'foreign key' && referenced !== undefined && { references: `${referenced} (${referencedColumns.join(', ')})` }),
    ...(enforcing !== undefined && { index: enforcing }),
  };
  return part('constraint', name, of, sure, aspects);
}

function indexThing({ relation, unique, method, keys, include, where, valid }: Index, of: string, catalog: Catalog): Thing {
  const aspects = {
    table: of, unique: unique ? 'yes' : 'no', method, valid: valid ? 'yes' : 'no',
    keys: keys.map(({ expression }) => gistOf(expression)).join(', '),
    include: include.join(', '),
    condition: where ? gistOf(where) : 'none',
  };
  const object: ObjectName = { type: 'index', schema: relation.schema, name: relation.name };
  return { kind: 'index', name: quoteQualified(relation), object, of, sure: catalog.index(object, SESSION).known, aspects };
}

function typeThing({ schema, name, type, labels, base, constraints, attributes, fallback }: UserType, catalog: Catalog): Thing {
  const object: ObjectName = { type: 'type', schema, name };
  return {
    kind: 'type', name: quoteQualified(object), object, sure: catalog.userType(object, SESSION).known,
    aspects: {
      kind: type, labels: labels.join(', '), base: base ? typeText(base) : 'none',
      constraints: constraints.map(domainConstraintText).sort().join(', ') || 'none',
      default: fallback && fallback.shape !== 'null' ? gistOf(fallback) : 'none',
      attributes: attributes.map((attribute) => `${quoteName(attribute.name)} ${typeText(attribute.sqlType)}`).join(', '),
    },
  };
}

const ATTACHED: readonly Attached['kind'][] = ['trigger', 'policy', 'rule', 'statistics', 'publication'];

function attachedThing(one: Attached, of: string, sure: boolean): Thing {
  const { kind, name, columns } = one;
  const aspects = {
    columns: columns.toSorted().join(', '),
    ...('enabled' in one && { enabled: one.enabled ? 'yes' : 'no' }),
    ...(one.kind === 'trigger' && { function: one.function, 'for each row': one.eachRow ? 'yes' : 'no', events: one.events.toSorted().join(', ') }),
  };
  return { kind, name: `${of}.${quoteName(name)}`, object: { type: 'relation', name }, of, sure, aspects };
}

/** NOT NULL has a name only from PostgreSQL 17 on. */
function domainConstraintText({ name, type, validated, check }: DomainConstraint): string {
  return type === 'not null' ? 'not null' : `${quoteName(name)} ${check ? gistOf(check) : ''}${validated ? '' : ' not valid'}`;
}

function linkThing(kind: 'inheritance' | 'view', called: string, { schema, name }: Relation, of: string, sure: boolean): Thing {
  return { kind, name: called, object: { type: 'relation', schema, name }, of, sure, aspects: {} };
}

function part(kind: 'column' | 'constraint', name: string, of: string, sure: boolean, aspects: Thing['aspects']): Thing {
  return { kind, name: `${of}.${quoteName(name)}`, object: { type: kind, name }, of, sure, aspects };
}
