import type { Condition } from '../../../src/migrations/condition.ts';
import { describe } from '../../../src/operations/describe.ts';
import type { CodeStep } from '../../../src/operations/operation.ts';
import { readStatement } from '../../../src/operations/read.ts';

/** What a DO block runs, a line for each statement and branch. */
export function told(sql: string): readonly string[] {
  const reading = readStatement(sql);
  if (reading.error) throw new Error(`${reading.error.message} ${sql}`);
  return reading.operations.flatMap((operation) => (operation.kind === 'run code' ? lines(operation.steps, '') : describe(operation)));
}

/** The body of a PL/pgSQL block. */
export function toldOf(body: string): readonly string[] {
  return told(`DO $$ ${body} $$`);
}

function lines(steps: readonly CodeStep[], indent: string): readonly string[] {
  return steps.flatMap((step): readonly string[] => {
    if (step.kind === 'branch') {
      const otherwise = lines(step.otherwise, `${indent}  `);
      return [`${indent}if ${words(step.when)}`, ...lines(step.then, `${indent}  `), ...(otherwise.length > 0 ? [`${indent}else`, ...otherwise] : [])];
    }
    if (step.kind === 'each') return [`${indent}each ${step.like.type} of ${step.like.table.name}`];
    return step.operations.map((operation) => {
      const unread = operation.kind === 'run unknown text' ? `: ${operation.reason} ${JSON.stringify(operation.reach)}` : '';
      return `${indent}${describe(operation)}${unread}${step.repeats ? ' (repeats)' : ''}`;
    });
  });
}

export function words(condition: Condition): string {
  switch (condition.kind) {
    case 'always': return 'always';
    case 'exists': {
      const { type, schema, of, name } = condition.object;
      return [type, [schema, of, name].filter((part) => part !== undefined).join('.')].join(' ');
    }
    case 'has constraint': return `a ${condition.like.type} of ${condition.like.table.name}`;
    case 'not': return `no ${words(condition.of)}`;
    case 'all': return `(${condition.of.map(words).join(' and ')})`;
    case 'any': return `(${condition.of.map(words).join(' or ')})`;
    case 'undecidable': return 'undecidable';
  }
}
