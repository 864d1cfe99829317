import type { Span } from '../../../text/place.ts';
import type { PythonFile, StmtNode } from '../python.ts';

/** Where the value of a variable of the module stands; the last one counts. */
export function declared(file: PythonFile, name: string): Span | undefined {
  const node = file.body.findLast((one) => nameOf(one) === name);
  if (!node || (node.nodeType !== 'Assign' && node.nodeType !== 'AnnAssign') || !node.value) return undefined;
  return file.placeOf(node.value).span;
}

function nameOf(node: StmtNode): string | undefined {
  const target = node.nodeType === 'Assign' ? node.targets[0] : node.nodeType === 'AnnAssign' ? node.target : undefined;
  return target?.nodeType === 'Name' ? target.id : undefined;
}

/** The docstring of the module. */
export function docstringSpan(file: PythonFile): Span | undefined {
  const [first] = file.body.filter(({ nodeType }) => nodeType !== 'Comment');
  return first?.nodeType === 'Expr' && first.value.nodeType === 'Constant' ? file.placeOf(first).span : undefined;
}
