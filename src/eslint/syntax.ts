import type { SourceLocation, SourceRange } from '@eslint/core';

/** A node as ESLint visits it. Its children are the nodes among its fields. */
export interface SyntaxNode {
  readonly type: string;
  readonly range: SourceRange;
  loc?: SourceLocation;
  readonly [field: string]: unknown;
}

export interface Program extends SyntaxNode {
  readonly type: 'Program';
  readonly body: readonly SyntaxNode[];
}

/** A comment: ESLint's directives stand in them. `value`: without its marks. */
export interface Comment {
  readonly type: 'Line' | 'Block';
  readonly value: string;
  readonly range: SourceRange;
  loc?: SourceLocation;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'range' in value;
}

/** The nodes directly below one, in the order of its fields. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.values(node).flatMap(nodesIn);
}

function nodesIn(value: unknown): readonly SyntaxNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isNode(value) ? [value] : [];
}

export function programOf(text: string, body: readonly SyntaxNode[]): Program {
  return { type: 'Program', range: [0, text.length], body };
}
