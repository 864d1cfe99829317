import type { Constraint, ConstrType } from '@pgsql/types';
import type { ObjectName } from '../sql/name.ts';
import { comparisonOf } from './comparison.ts';
import { expressionOf } from './expression.ts';
import { partNamed, relationNamed } from './names.ts';
import type { Action, ConstraintSpec, Expression } from './operation.ts';
import { expiresBy } from './over-time.ts';
import { bodiesOf, bodyOf, stringsOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

type Type = ConstraintSpec['type'];

const TYPES: { readonly [C in ConstrType]?: Type } = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary key',
  CONSTR_EXCLUSION: 'exclude',
  CONSTR_NOTNULL: 'not null',
};

/** The words by which a constraint of the type is asked for; a foreign key inside a column has only REFERENCES. */
const WORDS: Readonly<Record<Type, readonly string[]>> = {
  'check': ['check'],
  'foreign key': ['foreign', 'key'],
  'unique': ['unique'],
  'primary key': ['primary', 'key'],
  'exclude': ['exclude'],
  'not null': ['not', 'null'],
};

/** Where a constraint stands: on which relation, and in which column if it is written inside one. */
export interface Setting { readonly of: ObjectName; readonly column?: string }

/** The constraint that stands in these words; undefined for defaults and the like. */
export function constraintOf(node: Constraint, here: Wording, stretch: Stretch, { of, column }: Setting): ConstraintSpec | undefined {
  const type = node.contype && TYPES[node.contype];
  if (!type) return undefined;
  const check = type === 'check' ? checkOf(node, here, stretch) : undefined;
  const own = stringsOf(type === 'foreign key' ? node.fk_attrs : node.keys);
  return {
    type,
    name: nameOf(node, here, stretch, of),
    columns: check?.columns ?? (column === undefined ? [...own, ...excluded(node)] : [column]),
    include: stringsOf(node.including),
    validated: !node.skip_validation,
    enforced: node.is_enforced === true || !['check', 'foreign key'].includes(type),
    usingIndex: indexOf(node, here, stretch, of),
    references: node.pktable && relationNamed(node.pktable, here),
    referencedColumns: stringsOf(node.pk_attrs),
    ...actionsOf(node, here, stretch),
    ...(node.deferrable ? { deferrable: node.initdeferred ? 'initially deferred' : 'initially immediate' } : {}),
    check,
    ...expiryOf(node),
    ...(node.is_no_inherit ? { noInherit: true } : {}),
    ...(node.nulls_not_distinct ? { nullsNotDistinct: true } : {}),
    ...(node.without_overlaps || node.fk_with_period ? { overTime: true } : {}),
    ...(type === 'exclude' ? { excludes: excludesOf(here, stretch) } : {}),
    ...(node.fk_matchtype === 'f' ? { matchFull: true } : {}),
    span: here.spanOf(stretch),
  };
}

/** The last word of what names the constraint's type: FOREIGN KEY, CHECK. */
export function typeWord(spec: ConstraintSpec, here: Wording, stretch: Stretch): number {
  const words = WORDS[spec.type];
  const first = here.findAll(stretch, words[0] ?? '').find((index) => here.says(index, ...words));
  return first === undefined ? stretch.from : first + words.length - 1;
}

function nameOf(node: Constraint, here: Wording, stretch: Stretch, of: ObjectName) {
  const index = node.conname === undefined ? undefined : here.find(stretch, 'constraint');
  return index === undefined ? undefined : partNamed('constraint', node.conname ?? '', of, here, index + 1);
}

function expiryOf({ contype, raw_expr }: Constraint): Pick<ConstraintSpec, 'expiresBy'> {
  const clocks = contype === 'CONSTR_CHECK' && raw_expr ? expiresBy(raw_expr) : [];
  return clocks.length > 0 ? { expiresBy: clocks } : {};
}

/** The tree has NO ACTION for those who say it and those who say nothing. */
function actionsOf(node: Constraint, here: Wording, stretch: Stretch): Pick<ConstraintSpec, 'onDelete' | 'onUpdate'> {
  if (node.pktable === undefined) return {};
  const isWritten = (event: string) => here.findAll(stretch, 'on').some((index) => here.says(index, 'on', event));
  return {
    ...(isWritten('delete') && { onDelete: ACTIONS[node.fk_del_action ?? 'a'] ?? 'no action' }),
    ...(isWritten('update') && { onUpdate: ACTIONS[node.fk_upd_action ?? 'a'] ?? 'no action' }),
  };
}

/** The letters of pg_constraint.confdeltype. https://www.postgresql.org/docs/current/catalog-pg-constraint.html */
const ACTIONS: Readonly<Record<string, Action>> = {
  a: 'no action', r: 'restrict', c: 'cascade', n: 'set null', d: 'set default',
};

function checkOf(node: Constraint, here: Wording, stretch: Stretch): Expression | undefined {
  const index = here.find(stretch, 'check');
  if (!node.raw_expr || index === undefined) return undefined;
  const compares = comparisonOf(node.raw_expr);
  return { ...expressionOf(node.raw_expr, here, here.inside(index + 1)), ...(compares ? { compares } : {}) };
}

/** The index of UNIQUE USING INDEX lives in the schema of its table. */
function indexOf(node: Constraint, here: Wording, stretch: Stretch, of: ObjectName) {
  const index = node.indexname === undefined ? undefined : here.find(stretch, 'index');
  if (index === undefined) return undefined;
  return { type: 'index', schema: of.schema, name: node.indexname ?? '', span: here.through(index + 1, index + 1) } as const;
}

/** What stands behind EXCLUDE, without what is said of when it is checked. */
function excludesOf(here: Wording, stretch: Stretch): string {
  const from = (here.find(stretch, 'exclude') ?? stretch.from) + 1;
  const deferral = here.find({ from, to: stretch.to }, 'deferrable', 'initially') ?? stretch.to;
  return here.text(here.spanOf({ from, to: here.word(deferral - 1) === 'not' ? deferral - 1 : deferral }));
}

function excluded(node: Constraint): readonly string[] {
  return bodiesOf(node.exclusions, 'List').flatMap(({ items }) => bodyOf(items?.[0], 'IndexElem')?.name ?? []);
}
