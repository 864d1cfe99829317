import type { CodeStep, Operation } from '../operation.ts';
import type { CodeExpression } from './expression.ts';
import type { ReadText } from './steps.ts';
import { runs } from './steps.ts';

/** What an expression reads and calls besides the system catalogs: it is a query of its own. */
export function queriesIn(expression: CodeExpression | undefined, read: ReadText): readonly CodeStep[] {
  if (!expression || !/\(|\bselect\b/i.test(expression.text.text)) return [];
  const before = 'SELECT ';
  const operations = read(before + expression.text.text).operations.flatMap((operation): readonly Operation[] => {
    if (operation.kind !== 'select') return [];
    const reads = operation.reads.filter(({ schema, name }) => schema !== 'pg_catalog' && schema !== 'information_schema' && !(schema === undefined && name.startsWith('pg_')));
    return reads.length + operation.calls.length === 0 ? [] : [{ ...operation, reads: reads.map((name) => ({ ...name, span: moved(name.span, -before.length) })), span: { start: 0, end: expression.text.text.length } }];
  });
  return operations.length === 0 ? [] : [runs(expression.text, operations)];
}

function moved({ start, end }: { readonly start: number; readonly end: number }, by: number) {
  return { start: Math.max(0, start + by), end: Math.max(0, end + by) };
}
