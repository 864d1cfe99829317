import type { DiscardStmt, Node, TransactionStmt, TransactionStmtKind, VariableSetStmt } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import { quoteName } from '../sql/quote.ts';
import type { Operation, OperationOf } from './operation.ts';
import type { Readers } from './reader.ts';
import { bodiesOf, bodyOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const session: Readers = { VariableSetStmt: set, TransactionStmt: transaction, DiscardStmt: discard };

type Set = OperationOf<'set'>;

function set(body: VariableSetStmt, here: Wording, within: Stretch): readonly Operation[] {
  const span = here.spanOf(within);
  const setting = (body.name ?? '').toLowerCase();
  const local = body.is_local === true;
  switch (body.kind) {
    case 'VAR_SET_VALUE': return [{ kind: 'set', when: ALWAYS, span, setting, value: valueOf(body), local }];
    case 'VAR_SET_DEFAULT':
    case 'VAR_RESET': return [{ kind: 'set', when: ALWAYS, span, setting, value: undefined, local }];
    case 'VAR_RESET_ALL': return [{ kind: 'set', when: ALWAYS, span, setting: 'all', value: undefined, local: false }];
    case 'VAR_SET_MULTI': return multiple(body, here, span);
    // SET x FROM CURRENT means something only inside CREATE FUNCTION.
    case 'VAR_SET_CURRENT':
    case undefined: return [{ kind: 'other', when: ALWAYS, span, tag: 'SET', reach: 'nothing' }];
  }
}

/** Settings that are lists of names: an element that needs quotes keeps them. */
const NAME_LISTS = new Set(['search_path', 'temp_tablespaces', 'session_preload_libraries', 'local_preload_libraries']);

function valueOf({ name, args }: VariableSetStmt): string {
  const list = NAME_LISTS.has((name ?? '').toLowerCase());
  return (args ?? []).map((arg) => {
    const text = argumentOf(arg);
    return list ? quoteName(text) : text;
  }).join(', ');
}

function argumentOf(node: Node): string {
  const constant = bodyOf(node, 'A_Const') ?? bodyOf(bodyOf(node, 'TypeCast')?.arg, 'A_Const');
  if (constant?.ival) return String(constant.ival.ival ?? 0);
  if (constant?.fval) return constant.fval.fval ?? '';
  if (constant?.boolval) return String(constant.boolval.boolval === true);
  return constant?.sval?.sval ?? '';
}

/** SET TRANSACTION and SET SESSION CHARACTERISTICS: several settings at once, the latter for later transactions. */
function multiple({ name, args }: VariableSetStmt, here: Wording, span: Set['span']): readonly Operation[] {
  const forSession = name === 'SESSION CHARACTERISTICS';
  if (!forSession && name !== 'TRANSACTION') return [{ kind: 'other', when: ALWAYS, span, tag: 'SET', reach: 'nothing' }];
  return bodiesOf(args, 'DefElem').map(({ defname, arg }) => ({
    kind: 'set', when: ALWAYS, span, setting: `${forSession ? 'default_' : ''}${defname ?? ''}`,
    value: arg && truth(defname, argumentOf(arg)), local: !forSession,
  }));
}

/** READ ONLY and DEFERRABLE are numbers in the tree. */
function truth(setting: string | undefined, value: string): string {
  return setting === 'transaction_isolation' ? value : value === '0' ? 'off' : 'on';
}

const DOES: { readonly [K in TransactionStmtKind]?: OperationOf<'transaction'>['does'] } = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'release',
  TRANS_STMT_ROLLBACK_TO: 'rollback to',
};

/** AND CHAIN begins the next transaction at once. */
function transaction(body: TransactionStmt, here: Wording, within: Stretch): readonly Operation[] {
  const span = here.spanOf(within);
  const does = body.kind && DOES[body.kind];
  if (!does) return [{ kind: 'other', when: ALWAYS, span, tag: preparedTag(body.kind), reach: 'nothing' }];
  const asked: Operation = { kind: 'transaction', when: ALWAYS, span, does, name: body.savepoint_name };
  return body.chain ? [asked, { kind: 'transaction', when: ALWAYS, span, does: 'begin' }] : [asked];
}

function preparedTag(kind: TransactionStmtKind | undefined): string {
  if (kind === 'TRANS_STMT_COMMIT_PREPARED') return 'COMMIT PREPARED';
  return kind === 'TRANS_STMT_ROLLBACK_PREPARED' ? 'ROLLBACK PREPARED' : 'PREPARE TRANSACTION';
}

/** DISCARD ALL also takes every setting back. */
function discard({ target }: DiscardStmt, here: Wording, within: Stretch): readonly Operation[] {
  const span = here.spanOf(within);
  const tag = (target ?? 'DISCARD_ALL').replace('_', ' ');
  const other: Operation = { kind: 'other', when: ALWAYS, span, tag, reach: 'nothing' };
  return target === 'DISCARD_ALL' ? [other, { kind: 'set', when: ALWAYS, span, setting: 'all', value: undefined, local: false }] : [other];
}
