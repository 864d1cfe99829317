import type { Reach } from '../../migrations/condition.ts';
import type { ObjectName } from '../../sql/name.ts';
import { split } from '../../sql/split.ts';
import type { MappedText } from '../../text/mapped.ts';
import { sliced } from '../../text/mapped.ts';
import type { CodeStep, Operation } from '../operation.ts';
import type { ReadText } from './steps.ts';
import { runs, statementStep, unread } from './steps.ts';
import type { Value } from './value.ts';
import { STAND_IN } from './value.ts';

/** What EXECUTE runs. `words`: the expression as it is written. */
export function dynamicSteps(value: Value, words: MappedText, read: ReadText): readonly CodeStep[] {
  if (value.kind === 'null') return [];
  if (value.kind !== 'text' || value.holes.some(({ of }) => of === 'anything')) {
    return [unread(words, 'The text that this EXECUTE runs is put together only when it runs.', 'anything')];
  }
  const { text, holes } = value;
  return split(text.text).pieces.flatMap((piece) => {
    const sql = sliced(text, piece);
    const isKnown = !holes.some(({ of, start }) => of === 'name' && start >= piece.start && start < piece.end);
    return isKnown ? [statementStep(sql, read)] : [withUnknownNames(sql, read)];
  });
}

/** Names that are not known make an operation unread, unless it only gives one to something new. */
function withUnknownNames(sql: MappedText, read: ReadText): CodeStep {
  const { operations, error } = read(sql.text);
  if (error) return unread(sql, 'The text that this EXECUTE runs is put together only when it runs.', 'anything');
  return runs(sql, operations.map((operation): Operation => {
    const known = unnamed(operation);
    if (!speaksOfUnknown(known)) return known;
    return { kind: 'run unknown text', when: operation.when, span: operation.span, reason: 'What this EXECUTE names is known only when it runs.', reach: reachOf(known) };
  }));
}

/** A new index or constraint is what it is, however it is called. */
function unnamed(operation: Operation): Operation {
  if (operation.kind === 'create index' && operation.name?.name === STAND_IN) return { ...operation, name: undefined };
  if (operation.kind === 'add constraint' && operation.constraint.name?.name === STAND_IN) return { ...operation, constraint: { ...operation.constraint, name: undefined } };
  return operation;
}

function speaksOfUnknown(operation: Operation): boolean {
  return JSON.stringify(operation).includes(STAND_IN);
}

/** No further than the kind of the operation and the names that are known let it go. */
function reachOf(operation: Operation): Reach {
  switch (operation.kind) {
    case 'insert': case 'update': case 'delete': case 'merge': case 'truncate': case 'select': case 'copy': case 'refresh': return 'rows';
    case 'alter table': case 'comment': case 'set': case 'analyze': case 'vacuum': case 'cluster': case 'reindex': case 'lock table':
    case 'create trigger': case 'drop trigger': return 'nothing';
    case 'create table': return [operation.partitionOf, ...operation.inherits].flatMap((parent) => (parent ? relation(parent) : []));
    case 'other': return operation.reach;
    default: return 'table' in operation ? relationOrAnything(operation.table) : 'anything';
  }
}

function relationOrAnything(table: ObjectName | undefined): Reach {
  const known = table ? relation(table) : [];
  return known.length > 0 ? known : 'anything';
}

function relation({ schema, name }: ObjectName): readonly ObjectName[] {
  if (name === STAND_IN) return [];
  return [schema === undefined || schema === STAND_IN ? { type: 'relation', name } : { type: 'relation', schema, name }];
}
