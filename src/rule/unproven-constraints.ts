import type { CodeStep } from '../operations/kinds/code.ts';
import type { Operation } from '../operations/operation.ts';
import type { ScriptSituation } from './script-situation.ts';

/** Does a script add a constraint NOT VALID, by itself or in code that stands in it? Read from its text alone. */
export function leavesUnproven(script: ScriptSituation): boolean {
  return script.written('add constraint', 'run code').some(({ operation }) => isUnproven(operation));
}

function isUnproven(operation: Operation): boolean {
  if (operation.kind === 'run code') return operation.steps.some(isUnprovenStep);
  return operation.kind === 'add constraint' && !operation.constraint.validated && operation.constraint.enforced;
}

function isUnprovenStep(step: CodeStep): boolean {
  if (step.kind === 'each') return false;
  return step.kind === 'statement' ? step.operations.some(isUnproven) : [...step.then, ...step.otherwise].some(isUnprovenStep);
}
