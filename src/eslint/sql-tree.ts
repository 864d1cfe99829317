import { commandTag } from '../operations/tag.ts';
import { parseStatement } from '../sql/grammar.ts';
import { sqlComments as commentsOf } from '../sources/sql/comments.ts';
import { loneText } from '../sources/sql/file-text.ts';
import { split } from '../sql/split.ts';
import { asWritten, holdsStandIn } from '../sql/stand-in.ts';
import type { Comment, Program, SyntaxNode } from './syntax.ts';
import { programOf } from './syntax.ts';
import { typedStatement } from './typed-statement.ts';

/**
 * The tree of a `.sql` file: a node for each statement, typed where pgsql-ast-parser reads it, else `Statement`; both with
 * their `text` and PostgreSQL's tag of the `command`. `Invalid` where PostgreSQL would refuse it. Never throws.
 */
export function sqlTree(text: string): Program {
  const { sql } = loneText('', text);
  return programOf(text, split(sql).pieces.map(({ start, end }) => statementNode(sql.slice(start, end), start)));
}

function statementNode(sql: string, start: number): SyntaxNode {
  const plain = { range: [start, start + sql.length], text: asWritten(sql) } satisfies Partial<SyntaxNode>;
  const parsed = parseStatement(sql);
  if (holdsStandIn(sql)) return { type: 'Statement', ...plain, ...(parsed.kind === 'parsed' && { command: commandTag(parsed.tree) }) };
  if (parsed.kind === 'refused') return { ...plain, type: 'Invalid', message: parsed.message };
  if (parsed.kind === 'too much') return { ...plain, type: 'Statement' };
  const command = commandTag(parsed.tree);
  return { ...(typedStatement(sql, start) ?? { type: 'Statement' }), ...plain, command };
}

/** The comments of a `.sql` file, those inside code among them; rows of COPY hold none. */
export function sqlComments(text: string): readonly Comment[] {
  return commentsOf(text).map(({ body, span: { start, end } }): Comment => ({ type: text.startsWith('--', start) ? 'Line' : 'Block', value: body, range: [start, end] }));
}
