import type { AlterPolicyStmt, CreatePolicyStmt, CreateTrigStmt, Node, RuleStmt } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import type { PolicyCommand, TriggerEvent } from './kinds/attached.ts';
import { columnsNamed } from './named-columns.ts';
import { partNamed, qualified, relationNamed } from './names.ts';
import type { Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import { readsOf } from './reads.ts';
import { bodiesOf, stringsOf, walk } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const attached: Readers = {
  CreateTrigStmt: (body, here, within) => [createTrigger(body, here, within)],
  CreatePolicyStmt: (body, here, within) => [{ kind: 'create policy', ...policy(body, here, within), command: commandOf(body), permissive: body.permissive === true, text: here.text(here.spanOf(within)) }],
  AlterPolicyStmt: (body, here, within) => [{ kind: 'alter policy', ...policy(body, here, within) }],
  RuleStmt: (body, here, within) => [createRule(body, here, within)],
};

function createTrigger(body: CreateTrigStmt, here: Wording, within: Stretch): Operation {
  const table = relationNamed(body.relation, here);
  const word = here.find(within, 'trigger') ?? within.from;
  const runs = here.findAll({ from: here.at(body.relation?.location), to: within.to }, 'execute').at(-1) ?? word;
  const columns = [...stringsOf(body.columns), ...columnsNamed(body.whenClause, table)];
  return {
    kind: 'create trigger', when: ALWAYS, span: here.through(within.from, word), table,
    trigger: partNamed('trigger', body.trigname ?? '', table, here, word + 1),
    function: qualified('function', stringsOf(body.funcname), here, runs + 2),
    replace: body.replace === true, eachRow: body.row === true, timing: timingOf(body), events: eventsOf(body), columns: [...new Set(columns)],
    ...(body.constrrel ? { from: relationNamed(body.constrrel, here) } : {}),
    text: here.text(here.spanOf(within)),
  };
}

/** PostgreSQL's bits: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_trigger.h */
const EVENTS: Readonly<Record<TriggerEvent, number>> = { insert: 4, delete: 8, update: 16, truncate: 32 };
const BEFORE = 2;
const INSTEAD = 64;

function eventsOf({ events = 0 }: CreateTrigStmt): readonly TriggerEvent[] {
  return (['insert', 'update', 'delete', 'truncate'] as const).filter((event) => (events & EVENTS[event]) !== 0);
}

function timingOf({ timing = 0 }: CreateTrigStmt): 'before' | 'after' | 'instead of' {
  if ((timing & INSTEAD) !== 0) return 'instead of';
  return (timing & BEFORE) !== 0 ? 'before' : 'after';
}

function policy({ table: range, policy_name, qual, with_check }: CreatePolicyStmt | AlterPolicyStmt, here: Wording, within: Stretch) {
  const table = relationNamed(range, here);
  const word = here.find(within, 'policy') ?? within.from;
  return {
    when: ALWAYS, span: here.through(within.from, word), table, policy: partNamed('policy', policy_name ?? '', table, here, word + 1),
    columns: [...new Set([...columnsNamed(qual, table), ...columnsNamed(with_check, table)])],
    reads: readsOf({ qual, with_check }, here),
  };
}

const COMMANDS: readonly PolicyCommand[] = ['all', 'select', 'insert', 'update', 'delete'];

function commandOf({ cmd_name }: CreatePolicyStmt): PolicyCommand {
  return COMMANDS.find((command) => command === cmd_name) ?? 'all';
}

function createRule({ relation, rulename, replace, whereClause, actions }: RuleStmt, here: Wording, within: Stretch): Operation {
  const table = relationNamed(relation, here);
  const word = here.find(within, 'rule') ?? within.from;
  const changes = [...bodiesOf(actions, 'InsertStmt'), ...bodiesOf(actions, 'UpdateStmt'), ...bodiesOf(actions, 'DeleteStmt')];
  const writes = changes.flatMap((change) => (change.relation ? [relationNamed(change.relation, here)] : []));
  const bodies = [...changes, ...bodiesOf(actions, 'SelectStmt')];
  return {
    kind: 'create rule', when: ALWAYS, span: here.through(within.from, word), table,
    rule: partNamed('rule', rulename ?? '', table, here, word + 1), replace: replace === true,
    columns: columnsOfRows([whereClause, ...actions ?? []]), writes, text: here.text(here.spanOf(within)),
    reads: [...readsOf({ whereClause }, here), ...bodies.flatMap((body) => readsOf(body, here))],
  };
}

/** NEW.column and OLD.column. */
function columnsOfRows(nodes: readonly (Node | undefined)[]): readonly string[] {
  const columns = new Set<string>();
  for (const node of nodes) {
    walk(node, {
      ColumnRef: ({ fields }) => {
        const [qualifier, column] = stringsOf(fields);
        if ((qualifier === 'new' || qualifier === 'old') && column !== undefined) columns.add(column);
      },
    });
  }
  return [...columns];
}
