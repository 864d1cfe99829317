import type { AlterObjectSchemaStmt, ObjectType, RenameStmt } from '@pgsql/types';
import type { Condition } from '../migrations/condition.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { Named, ObjectName } from '../sql/name.ts';
import type { Span } from '../text/place.ts';
import { behindRelation, newName, objectOf, partNamed, qualified, relationNamed } from './names.ts';
import { OBJECT_WORDS } from './object-words.ts';
import type { Operation } from './operation.ts';
import { statisticsNamed } from './published.ts';
import type { Readers } from './reader.ts';
import { isType } from './types.ts';
import { argumentsOf } from './routines.ts';
import { bodyOf, nameParts } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const renames: Readers = { RenameStmt: rename, AlterObjectSchemaStmt: setSchema };

/** What all renames say: `… <old> RENAME <what> TO <new>`, the new name last unless CASCADE follows. */
interface Renamed {
  readonly body: RenameStmt;
  readonly here: Wording;
  readonly span: Span;
  readonly when: Condition;
  readonly relation: Named;
  /** The token of the new name. */
  readonly to: number;
}

type RenameReader = (renamed: Renamed) => Operation | undefined;

const READERS: { readonly [T in ObjectType]?: RenameReader } = {
  OBJECT_TABLE: (renamed) => renameTable(renamed),
  OBJECT_FOREIGN_TABLE: (renamed) => renameTable(renamed),
  OBJECT_VIEW: (renamed) => renameView(renamed),
  OBJECT_MATVIEW: (renamed) => renameView(renamed),
  OBJECT_SEQUENCE: (renamed) => ({ kind: 'rename sequence', ...common(renamed), sequence: renamed.relation, to: target(renamed, 'relation') }),
  OBJECT_INDEX: (renamed) => {
    const index: Named = { ...renamed.relation, type: 'index' };
    return { kind: 'rename index', ...common(renamed), index, to: newName('index', renamed.body.newname ?? '', index, renamed.here, renamed.to) };
  },
  OBJECT_COLUMN: (renamed) => {
    const column = part(renamed, 'column');
    return { kind: 'rename column', ...common(renamed), table: renamed.relation, column, to: newName('column', renamed.body.newname ?? '', column, renamed.here, renamed.to) };
  },
  OBJECT_TABCONSTRAINT: (renamed) => {
    const constraint = part(renamed, 'constraint');
    return { kind: 'rename constraint', ...common(renamed), table: renamed.relation, constraint, to: newName('constraint', renamed.body.newname ?? '', constraint, renamed.here, renamed.to) };
  },
  OBJECT_TRIGGER: renameTrigger,
  OBJECT_POLICY: renamePolicy,
  OBJECT_RULE: renameRule,
  OBJECT_STATISTIC_EXT: (renamed) => {
    const statistics = statisticsNamed(nameParts(renamed.body.object));
    return { kind: 'alter statistics', ...common(renamed), statistics, to: { ...statistics, name: renamed.body.newname ?? '' } };
  },
  OBJECT_PUBLICATION: (renamed) => ({
    kind: 'alter publication', ...common(renamed), publication: nameParts(renamed.body.object).at(-1) ?? '', does: 'rename', tables: [], to: renamed.body.newname ?? '',
  }),
  OBJECT_TYPE: (renamed) => renameType(renamed),
  OBJECT_DOMAIN: (renamed) => renameType(renamed),
  OBJECT_ATTRIBUTE: (renamed) => {
    const type: Named = { ...renamed.relation, type: 'type' };
    const attribute = partNamed('column', renamed.body.subname ?? '', type, renamed.here, renamed.to - 2);
    const to = newName('column', renamed.body.newname ?? '', attribute, renamed.here, renamed.to);
    return { kind: 'rename attribute', ...common(renamed), type, attribute, to, cascade: renamed.body.behavior === 'DROP_CASCADE' };
  },
  OBJECT_DOMCONSTRAINT: (renamed) => {
    const type = typeOf(renamed);
    const constraint = partNamed('constraint', renamed.body.subname ?? '', type, renamed.here, renamed.to - 2);
    return { kind: 'rename domain constraint', ...common(renamed), type, constraint, to: newName('constraint', renamed.body.newname ?? '', constraint, renamed.here, renamed.to) };
  },
  OBJECT_FUNCTION: (renamed) => renameFunction(renamed),
  OBJECT_PROCEDURE: (renamed) => renameFunction(renamed),
  OBJECT_ROUTINE: (renamed) => renameFunction(renamed),
  OBJECT_SCHEMA: (renamed) => ({ kind: 'rename schema', ...common(renamed), schema: renamed.body.subname ?? '', to: renamed.body.newname ?? '' }),
};

function rename(body: RenameStmt, here: Wording, within: Stretch): readonly Operation[] {
  const behind = body.relation ? behindRelation(body.relation, here, within) : within.from + 3;
  const verb = here.find({ from: behind, to: within.to }, 'rename') ?? within.from;
  const to = (here.findAll({ from: verb, to: within.to }, 'to').at(-1) ?? verb) + 1;
  const relation = relationNamed(body.relation, here);
  const when: Condition = body.missing_ok && body.relation ? { kind: 'exists', object: objectOf(relation) } : ALWAYS;
  const renamed: Renamed = { body, here, span: here.through(verb, to), when, relation, to };
  const own = body.renameType && READERS[body.renameType]?.(renamed);
  return [own ?? { kind: 'other', when, span: here.through(within.from, within.from + 1), tag: tagOf(body), reach: reachOf(renamed), ...namesOf(renamed) }];
}

function common({ span, when }: Renamed) {
  return { span, when };
}

function target({ body, here, relation, to }: Renamed, type: ObjectName['type']): Named {
  return newName(type, body.newname ?? '', relation, here, to);
}

/** The column or constraint: the last word before TO. */
function part({ body, here, relation, to }: Renamed, type: 'column' | 'constraint'): Named {
  return partNamed(type, body.subname ?? '', relation, here, to - 2);
}

/** `ALTER TRIGGER old ON t RENAME TO new`. */
function ofTable(type: 'trigger' | 'policy' | 'rule', { body, here, relation, to }: Renamed): readonly [part: Named, to: Named] {
  const old = partNamed(type, body.subname ?? '', relation, here, 2);
  return [old, newName(type, body.newname ?? '', old, here, to)];
}

function renameTrigger(renamed: Renamed): Operation {
  const [trigger, to] = ofTable('trigger', renamed);
  return { kind: 'rename trigger', ...common(renamed), table: renamed.relation, trigger, to };
}

function renamePolicy(renamed: Renamed): Operation {
  const [policy, to] = ofTable('policy', renamed);
  return { kind: 'rename policy', ...common(renamed), table: renamed.relation, policy, to };
}

function renameRule(renamed: Renamed): Operation {
  const [rule, to] = ofTable('rule', renamed);
  return { kind: 'rename rule', ...common(renamed), table: renamed.relation, rule, to };
}

/** ALTER TABLE renames views and indexes as well; which it is, the catalog knows. */
function renameTable(renamed: Renamed): Operation {
  return { kind: 'rename table', ...common(renamed), table: renamed.relation, to: target(renamed, 'relation') };
}

function renameView(renamed: Renamed): Operation {
  return { kind: 'rename view', ...common(renamed), view: renamed.relation, to: target(renamed, 'relation') };
}

function renameType(renamed: Renamed): Operation {
  const type = typeOf(renamed);
  return { kind: 'rename type', ...common(renamed), type, to: newName('type', renamed.body.newname ?? '', type, renamed.here, renamed.to) };
}

function renameFunction(renamed: Renamed): Operation {
  const routine = qualified('function', nameParts(renamed.body.object), renamed.here, 2);
  const to = newName('function', renamed.body.newname ?? '', routine, renamed.here, renamed.to);
  return { kind: 'rename function', ...common(renamed), function: routine, arguments: argumentsOf(bodyOf(renamed.body.object, 'ObjectWithArgs')), to };
}

function typeOf({ body, here }: Renamed): Named {
  return qualified('type', nameParts(body.object), here, 2);
}

function tagOf(body: RenameStmt): string {
  return `ALTER ${body.renameType === undefined ? '' : OBJECT_WORDS[body.renameType]}`;
}

/** Functions are named by themselves; of triggers, policies and rules the catalog knows nothing. */
function reachOf({ body }: Renamed): readonly ObjectName[] | 'nothing' {
  if (body.relation) return 'nothing';
  const parts = nameParts(body.object);
  return isRoutine(body.renameType) ? [{ type: 'function', schema: parts.at(-2), name: parts.at(-1) ?? '' }] : 'nothing';
}

/** Triggers, policies and rules are their table's. */
function namesOf({ body, relation }: Renamed): { readonly names?: readonly ObjectName[] } {
  return body.relation ? { names: [objectOf(relation)] } : {};
}

function isRoutine(type: ObjectType | undefined): boolean {
  return type === 'OBJECT_FUNCTION' || type === 'OBJECT_PROCEDURE' || type === 'OBJECT_ROUTINE' || type === 'OBJECT_AGGREGATE';
}

/** ALTER … SET SCHEMA; of relations and what is none. */
function setSchema(body: AlterObjectSchemaStmt, here: Wording, within: Stretch): readonly Operation[] {
  const verb = within.to - 3;
  const span = here.through(verb, verb + 1);
  const schema = body.newschema ?? '';
  if (body.relation) {
    const table = relationNamed(body.relation, here);
    const when: Condition = body.missing_ok ? { kind: 'exists', object: objectOf(table) } : ALWAYS;
    return [{ kind: 'set schema', when, span, table, schema }];
  }
  const parts = nameParts(body.object);
  if (body.objectType === 'OBJECT_STATISTIC_EXT') {
    const statistics = statisticsNamed(parts);
    return [{ kind: 'alter statistics', when: ALWAYS, span, statistics, to: { ...statistics, schema } }];
  }
  if (isType(body.objectType)) return [{ kind: 'set type schema', when: ALWAYS, span, type: qualified('type', parts, here, within.from + 2), schema }];
  const tag = `ALTER ${body.objectType === undefined ? '' : OBJECT_WORDS[body.objectType]}`;
  if (isRoutine(body.objectType)) {
    const routine = qualified('function', parts, here, within.from + 2);
    return [{ kind: 'set function schema', when: ALWAYS, span, function: routine, arguments: argumentsOf(bodyOf(body.object, 'ObjectWithArgs')), schema }];
  }
  return [{ kind: 'other', when: ALWAYS, span, tag, reach: 'nothing', names: [] }];
}
