import type { Node } from '@pgsql/types';

type KeysOf<U> = U extends unknown ? keyof U : never;

/** The name of a node's kind in the grammar's tree: `CreateStmt`, `ColumnRef`. */
export type Tag = KeysOf<Node>;
export type NodeOf<T extends Tag> = Extract<Node, Record<T, unknown>>[T];

/** The node's own fields if it is of that kind. */
export function bodyOf<T extends Tag>(node: Node | undefined, tag: T): NodeOf<T> | undefined {
  return node === undefined ? undefined : (node as unknown as Partial<Record<T, NodeOf<T>>>)[tag];
}

/** Those of the nodes that are of that kind. */
export function bodiesOf<T extends Tag>(nodes: readonly Node[] | undefined, tag: T): readonly NodeOf<T>[] {
  return (nodes ?? []).flatMap((node) => bodyOf(node, tag) ?? []);
}

export function tagOf(node: Node): Tag {
  return Object.keys(node)[0] as Tag;
}

/** The strings of a list of names, such as the parts of a qualified one. */
export function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
  return bodiesOf(nodes, 'String').map(({ sval }) => sval ?? '');
}

/** A name of any depth, as drops and comments have it: a string, a list of them, a type or a routine. */
export function nameParts(node: Node | undefined): readonly string[] {
  const list = bodyOf(node, 'List');
  if (list) return list.items?.flatMap(nameParts) ?? [];
  const type = bodyOf(node, 'TypeName');
  if (type) return stringsOf(type.names);
  const routine = bodyOf(node, 'ObjectWithArgs');
  if (routine) return stringsOf(routine.objname);
  const text = bodyOf(node, 'String');
  return text ? [text.sval ?? ''] : [];
}

export function integerOf(node: Node | undefined): number | undefined {
  const constant = bodyOf(node, 'A_Const');
  if (constant?.ival) return constant.ival.ival ?? 0;
  const integer = bodyOf(node, 'Integer');
  return integer && (integer.ival ?? 0);
}

/** Is a boolean option of a parenthesized list on? `FULL` alone, `FULL true`, `FULL 1`. */
export function isOn(options: readonly Node[] | undefined, name: string): boolean {
  const option = bodiesOf(options, 'DefElem').findLast(({ defname }) => defname === name);
  if (!option) return false;
  if (!option.arg) return true;
  const word = bodyOf(option.arg, 'String')?.sval?.toLowerCase();
  return word === undefined ? integerOf(option.arg) !== 0 : !['off', 'false', '0', 'no'].includes(word);
}

/** What to do at a kind of node; false: do not go into it. */
export type Visits = { readonly [T in Tag]?: (body: NodeOf<T>) => boolean | void };

/** Goes through all nodes in text order. Without recursion: a tree may be thousands of levels deep. */
export function walk(root: unknown, visits: Visits): void {
  const waiting: (readonly [key: string, value: unknown])[] = [['', root]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [key, value] = next;
    if (typeof value !== 'object' || value === null) continue;
    const visit = visits[key as Tag] as ((body: unknown) => boolean | void) | undefined;
    if (visit?.(value) === false) continue;
    const inner = Object.entries(value);
    for (let at = inner.length - 1; at >= 0; at--) waiting.push(inner[at] ?? ['', undefined]);
  }
}
