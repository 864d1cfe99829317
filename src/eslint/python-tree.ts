import type { ExprNode, PythonFile } from '../sources/alembic/python.ts';
import { parsePython } from '../sources/alembic/python.ts';
import { pythonComments as commentsOf } from '../sources/alembic/comments.ts';
import type { Comment, Program, SyntaxNode } from './syntax.ts';
import { programOf } from './syntax.ts';

/**
 * The tree of an Alembic revision: its calls, `OpCall` for those of `op` and `Call` for any other, each with its
 * arguments; one `Invalid` where it is not Python. Never throws.
 */
export function pythonTree(text: string): Program {
  const file = parsePython({ path: '', text, hash: '' });
  if (file.kind === 'not python') {
    const { span } = file.place;
    return programOf(text, [{ type: 'Invalid', range: [span.start, span.end], message: file.message }]);
  }
  return programOf(text, callsIn(file.body, file));
}

/** The outermost calls below a value, in their order. Long sums nest as deep as they are long, hence no recursion. */
function callsIn(value: unknown, file: PythonFile): readonly SyntaxNode[] {
  const calls: SyntaxNode[] = [];
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (isCall(next)) calls.push(callNode(next, file));
    else left.push(...Object.values(next).reverse());
  }
  return calls;
}

type Call = Extract<ExprNode, { nodeType: 'Call' }>;

function isCall(value: object): value is Call {
  return 'nodeType' in value && value.nodeType === 'Call';
}

function callNode(call: Call, file: PythonFile): SyntaxNode {
  const callee = dotted(call.func);
  const name = callee?.startsWith('op.') === true ? callee.slice('op.'.length) : undefined;
  return {
    type: name === undefined ? 'Call' : 'OpCall',
    range: rangeOf(call, file),
    // Of a call upon a call, such as `op.get_context().autocommit_block()`, the last name, and the other call below it.
    name: name ?? callee ?? ('attr' in call.func ? call.func.attr : null),
    ...(callee === undefined && { callee: callsIn(call.func, file) }),
    arguments: [
      ...call.args.map((value) => argumentNode(value, value, null, file)),
      ...call.keywords.map((keyword) => argumentNode(keyword, keyword.value, keyword.arg ?? null, file)),
    ],
  };
}

/** `value`: what a literal is; undefined for all else, whose calls are in `calls`. */
function argumentNode(whole: Parameters<PythonFile['placeOf']>[0], value: ExprNode, keyword: string | null, file: PythonFile): SyntaxNode {
  return {
    type: 'Argument',
    range: rangeOf(whole, file),
    keyword,
    value: value.nodeType === 'Constant' ? value.value : undefined,
    calls: callsIn(value, file),
  };
}

function dotted(node: ExprNode): string | undefined {
  if (node.nodeType === 'Name') return node.id;
  if (node.nodeType !== 'Attribute') return undefined;
  const before = dotted(node.value);
  return before === undefined ? undefined : `${before}.${node.attr}`;
}

function rangeOf(node: Parameters<PythonFile['placeOf']>[0], file: PythonFile): SyntaxNode['range'] {
  const { start, end } = file.placeOf(node).span;
  return [start, end];
}

/** The comments of a Python file, half-typed ones included. */
export function pythonComments(text: string): readonly Comment[] {
  return commentsOf(text).map(({ body, span: { start, end } }): Comment => ({ type: 'Line', value: body, range: [start, end] }));
}
