import type { ExprNode, StmtNode } from './python.ts';

type For = Extract<StmtNode, { nodeType: 'For' }>;

/** `[f(x) for x in xs if g(x)]` that stands alone does what a loop does. */
export function asLoop(node: ExprNode): For | undefined {
  if (node.nodeType !== 'ListComp' && node.nodeType !== 'SetComp') return undefined;
  const { nodeType: _, elt, generators, ...at } = node;
  const [outermost, ...others] = generators;
  const round = (body: readonly StmtNode[], ifs: readonly ExprNode[]) => ifs.reduceRight<readonly StmtNode[]>((inner, test) => [{ ...at, nodeType: 'If', test, body: [...inner], orelse: [] }], body);
  const loop = (body: readonly StmtNode[], { target, iter, ifs }: typeof generators[number]): For => ({ ...at, nodeType: 'For', target, iter, body: [...round(body, ifs)], orelse: [] });
  return outermost && loop(others.reduceRight<readonly StmtNode[]>((body, generator) => [loop(body, generator)], [{ ...at, nodeType: 'Expr', value: elt }]), outermost);
}
