import type { Place } from '../../text/place.ts';
import type { PythonFile, StmtNode } from './python.ts';

/** The blocks inside a statement. A function's body is none: it runs when it is called. */
export function bodiesOf(node: StmtNode): readonly (readonly StmtNode[])[] {
  switch (node.nodeType) {
    case 'For': case 'AsyncFor': case 'While': case 'If': return [node.body, node.orelse];
    case 'With': case 'AsyncWith': return [node.body];
    case 'Try': case 'TryStar': return [node.body, ...node.handlers.map((handler) => handler.body), node.orelse, node.finalbody];
    case 'Match': return node.cases.map((one) => one.body);
    case 'FunctionDef': case 'AsyncFunctionDef': case 'ClassDef': case 'Return': case 'Delete': case 'Assign': case 'TypeAlias': case 'AugAssign':
    case 'AnnAssign': case 'Raise': case 'Assert': case 'Import': case 'ImportFrom': case 'Global': case 'Nonlocal': case 'Expr': case 'Pass':
    case 'Break': case 'Continue': case 'Comment': return [];
  }
}

/** A gap is shown at the line that opens the block, not over all of it. */
export function headOf(node: StmtNode, file: PythonFile): Place {
  const place = file.placeOf(node);
  const first = bodiesOf(node)[0]?.[0];
  if (!first) return place;
  const text = file.source.text.slice(place.span.start, file.placeOf(first).span.start);
  return { ...place, span: { start: place.span.start, end: place.span.start + text.trimEnd().length } };
}
