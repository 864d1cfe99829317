import type { AttachedOperation } from '../../operations/kinds/attached.ts';
import { alterPolicy, changeStatistics, createPolicy, createRule, createStatistics, createTrigger, detach, renameAttached } from '../attached.ts';
import { alterPublication, publish, unpublish } from '../publications.ts';
import type { Folds } from './folds.ts';

export const attachedFolds: Folds<AttachedOperation['kind']> = {
  'create trigger': createTrigger,
  'rename trigger': (draft, { table, trigger, to }) => renameAttached(draft, table, 'trigger', trigger.name, to.name),
  'drop trigger': (draft, { table, trigger }) => detach(draft, table, 'trigger', trigger.name),

  'create policy': createPolicy,
  'alter policy': alterPolicy,
  'rename policy': (draft, { table, policy, to }) => renameAttached(draft, table, 'policy', policy.name, to.name),
  'drop policy': (draft, { table, policy }) => detach(draft, table, 'policy', policy.name),

  'create rule': createRule,
  'rename rule': (draft, { table, rule, to }) => renameAttached(draft, table, 'rule', rule.name, to.name),
  'drop rule': (draft, { table, rule }) => detach(draft, table, 'rule', rule.name),

  'create statistics': createStatistics,
  'alter statistics': (draft, { statistics, to }) => (to ? changeStatistics(draft, statistics, to) : undefined),
  'drop statistics': (draft, { statistics }) => changeStatistics(draft, statistics, undefined),

  'create publication': (draft, { publication, tables }) => publish(draft, publication, tables),
  'alter publication': alterPublication,
  'drop publication': (draft, { publication }) => unpublish(draft, publication),
};
