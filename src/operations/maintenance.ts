import type { CommentStmt, VacuumStmt } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import type { ObjectName } from '../sql/name.ts';
import { relationNamed } from './names.ts';
import { OBJECT_WORDS } from './object-words.ts';
import type { Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import { bodiesOf, isOn, nameParts } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const maintenance: Readers = {
  VacuumStmt: (body, here, within) => [vacuum(body, here, within)],
  ClusterStmt: ({ relation }, here, within) => [{
    kind: 'cluster', when: ALWAYS, span: here.through(within.from, within.from), table: relation && relationNamed(relation, here),
  }],
  LockStmt: ({ relations, mode, nowait }, here, within) => bodiesOf(relations, 'RangeVar').map((relation) => ({
    kind: 'lock table', when: ALWAYS, span: here.asking(within, within.from + 2, 'lock', 'table'), table: relationNamed(relation, here),
    mode: MODES[mode ?? 8] ?? 'ACCESS EXCLUSIVE', nowait: nowait === true,
  })),
  CommentStmt: (body, here, within) => [{
    kind: 'comment', when: ALWAYS, span: here.through(within.from, within.from + 1), on: commented(body), what: wordsOf(body), ...(body.comment === undefined || body.comment === '' ? {} : { text: body.comment }),
  }],
};

/** PostgreSQL numbers its table locks from the weakest. */
const MODES: Readonly<Record<number, string>> = {
  1: 'ACCESS SHARE', 2: 'ROW SHARE', 3: 'ROW EXCLUSIVE', 4: 'SHARE UPDATE EXCLUSIVE', 5: 'SHARE', 6: 'SHARE ROW EXCLUSIVE', 7: 'EXCLUSIVE', 8: 'ACCESS EXCLUSIVE',
};

function vacuum(body: VacuumStmt, here: Wording, within: Stretch): Operation {
  const tables = bodiesOf(body.rels, 'VacuumRelation').flatMap(({ relation }) => (relation ? [relationNamed(relation, here)] : []));
  if (!body.is_vacuumcmd) return { kind: 'analyze', when: ALWAYS, span: here.through(within.from, within.from), tables };
  const full = isOn(body.options, 'full');
  const end = here.word(within.from + 1) === 'full' ? within.from + 1 : within.from;
  return { kind: 'vacuum', when: ALWAYS, span: here.through(within.from, end), full, ...(isOn(body.options, 'analyze') ? { analyze: true } : {}), tables };
}

function wordsOf({ objtype }: CommentStmt): string {
  if (objtype === 'OBJECT_COLUMN') return 'COLUMN';
  if (objtype === 'OBJECT_TABCONSTRAINT' || objtype === 'OBJECT_DOMCONSTRAINT') return 'CONSTRAINT';
  return objtype === undefined ? '' : OBJECT_WORDS[objtype];
}

/** What is commented on, where it is something that a catalog knows. */
function commented({ objtype, object }: CommentStmt): ObjectName | undefined {
  const parts = nameParts(object);
  const name = parts.at(-1) ?? '';
  switch (objtype) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE': return { type: 'relation', schema: parts.at(-2), name };
    case 'OBJECT_INDEX': return { type: 'index', schema: parts.at(-2), name };
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN': return { type: 'type', schema: parts.at(-2), name };
    case 'OBJECT_COLUMN': return { type: 'column', schema: parts.at(-3), of: parts.at(-2), name };
    case 'OBJECT_TABCONSTRAINT': return { type: 'constraint', schema: parts.at(-3), of: parts.at(-2), name };
    case 'OBJECT_TRIGGER': return { type: 'trigger', schema: parts.at(-3), of: parts.at(-2), name };
    case 'OBJECT_POLICY': return { type: 'policy', schema: parts.at(-3), of: parts.at(-2), name };
    case 'OBJECT_RULE': return { type: 'rule', schema: parts.at(-3), of: parts.at(-2), name };
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_AGGREGATE': return { type: 'function', schema: parts.at(-2), name };
    case 'OBJECT_SCHEMA': return { type: 'schema', name };
    default: return undefined;
  }
}
