import type { Comment } from '../../migrations/comment.ts';

const STRING_OR_COMMENT = /(?:\b[rRbBuUfFtT]{1,2})?(?:"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?:[^"\\\r\n]|\\[\s\S])*"?|'(?:[^'\\\r\n]|\\[\s\S])*'?)|(#[^\r\n]*)/g;

/** The comments of a Python file, half-typed ones included. A backslash hides a quote in every kind of string. */
export function pythonComments(text: string): readonly Comment[] {
  return [...text.matchAll(STRING_OR_COMMENT)].flatMap(({ 1: comment, index }): readonly Comment[] =>
    (comment === undefined ? [] : [{ body: comment.slice(1), span: { start: index, end: index + comment.length } }]));
}
