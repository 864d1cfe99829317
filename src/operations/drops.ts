import type { DropStmt, Node, ObjectType } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import type { Named, ObjectName } from '../sql/name.ts';
import type { Span } from '../text/place.ts';
import { behindIf, partNamed, qualified } from './names.ts';
import { OBJECT_WORDS } from './object-words.ts';
import type { Operation } from './operation.ts';
import { statisticsNamed } from './published.ts';
import type { Readers } from './reader.ts';
import { argumentsOf } from './routines.ts';
import { bodyOf, nameParts } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const drops: Readers = { DropStmt: drop };

/** One object of a DROP: the parts of its name, the token at which it stands, and what holds for all of them. */
interface Dropped {
  readonly parts: readonly string[];
  readonly index: number;
  /** Which of the objects it is. */
  readonly at: number;
  readonly here: Wording;
  readonly span: Span;
  readonly body: DropStmt;
  readonly afterIndex: number;
}

/** `DROP <words> [CONCURRENTLY] [IF EXISTS] a, b [CASCADE]`: one operation per object. */
function drop(body: DropStmt, here: Wording, within: Stretch): readonly Operation[] {
  const words = wordsOf(body).split(' ').length;
  const last = within.from + words;
  const behind = last + (here.word(last + 1) === 'concurrently' ? 2 : 1);
  const parts = here.parts({ from: behindIf(here, behind), to: within.to });
  const read = (body.removeType && READERS[body.removeType]) ?? dropOther;
  return (body.objects ?? []).map((object: Node, at) => read({
    parts: nameParts(object), index: parts[at]?.from ?? within.from, at, here, span: here.through(within.from, last), body,
    afterIndex: here.through(last, last).end,
  }));
}

function wordsOf({ removeType }: DropStmt): string {
  return removeType === undefined ? '' : OBJECT_WORDS[removeType];
}

type DropReader = (dropped: Dropped) => Operation;

const READERS: { readonly [T in ObjectType]?: DropReader } = {
  OBJECT_TABLE: dropTable,
  OBJECT_FOREIGN_TABLE: dropTable,
  OBJECT_INDEX: (dropped) => ({
    kind: 'drop index', ...common(dropped), index: named('index', dropped), concurrently: dropped.body.concurrent === true, afterIndex: dropped.afterIndex,
  }),
  OBJECT_SEQUENCE: (dropped) => ({ kind: 'drop sequence', ...common(dropped), sequence: named('relation', dropped) }),
  OBJECT_VIEW: (dropped) => ({ kind: 'drop view', ...common(dropped), view: named('relation', dropped), materialized: false }),
  OBJECT_MATVIEW: (dropped) => ({ kind: 'drop view', ...common(dropped), view: named('relation', dropped), materialized: true }),
  OBJECT_TYPE: (dropped) => ({ kind: 'drop type', ...common(dropped), type: named('type', dropped) }),
  OBJECT_DOMAIN: (dropped) => ({ kind: 'drop type', ...common(dropped), type: named('type', dropped) }),
  OBJECT_SCHEMA: (dropped) => ({ kind: 'drop schema', ...common(dropped), schema: dropped.parts.at(-1) ?? '' }),
  OBJECT_FUNCTION: dropFunction,
  OBJECT_PROCEDURE: dropFunction,
  OBJECT_ROUTINE: dropFunction,
  OBJECT_AGGREGATE: dropFunction,
  OBJECT_TRIGGER: dropTrigger,
  OBJECT_POLICY: dropPolicy,
  OBJECT_RULE: dropRule,
  OBJECT_STATISTIC_EXT: (dropped) => ({ kind: 'drop statistics', ...guard(dropped), statistics: statisticsNamed(dropped.parts) }),
  OBJECT_PUBLICATION: (dropped) => ({ kind: 'drop publication', ...guard(dropped), publication: dropped.parts.at(-1) ?? '' }),
};

function guard({ span, body }: Dropped) {
  return { when: ALWAYS, span, ifExists: body.missing_ok === true };
}

function common({ span, body }: Dropped) {
  return { when: ALWAYS, span, ifExists: body.missing_ok === true, cascade: body.behavior === 'DROP_CASCADE' };
}

function named(type: ObjectName['type'], { parts, here, index }: Dropped) {
  return qualified(type, parts, here, index);
}

function dropTable(dropped: Dropped): Operation {
  return { kind: 'drop table', ...common(dropped), table: named('relation', dropped) };
}

function dropFunction(dropped: Dropped): Operation {
  const routine = bodyOf(dropped.body.objects?.[dropped.at], 'ObjectWithArgs');
  return { kind: 'drop function', ...common(dropped), function: named('function', dropped), arguments: argumentsOf(routine) };
}

/** `tr ON schema.t`: the tree has the name of the trigger, policy or rule last. */
function ofTable(type: 'trigger' | 'policy' | 'rule', { parts, index, here }: Dropped): readonly [table: Named, part: Named] {
  const table = qualified('relation', parts.slice(0, -1), here, index + 2);
  return [table, partNamed(type, parts.at(-1) ?? '', table, here, index)];
}

function dropTrigger(dropped: Dropped): Operation {
  const [table, trigger] = ofTable('trigger', dropped);
  return { kind: 'drop trigger', ...guard(dropped), table, trigger };
}

function dropPolicy(dropped: Dropped): Operation {
  const [table, policy] = ofTable('policy', dropped);
  return { kind: 'drop policy', ...guard(dropped), table, policy };
}

function dropRule(dropped: Dropped): Operation {
  const [table, rule] = ofTable('rule', dropped);
  return { kind: 'drop rule', ...guard(dropped), table, rule };
}

/** What has no kind of its own takes other objects along only under CASCADE. */
function dropOther({ span, body, parts }: Dropped): Operation {
  const reach = body.behavior === 'DROP_CASCADE' ? 'anything' : 'nothing';
  return { kind: 'other', when: ALWAYS, span, tag: `DROP ${wordsOf(body)}`, reach, ...(body.removeType === 'OBJECT_EXTENSION' && { extension: { name: parts.at(-1) ?? '', drops: true } }) };
}
