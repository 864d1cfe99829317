import type { Node } from '@pgsql/types';
import type { Operation } from './operation.ts';
import type { NodeOf, Tag } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

/** Reads a statement inside another one: a CTE, an element of CREATE SCHEMA. */
export type ReadInner = (node: Node, within: Stretch) => readonly Operation[];

/** Turns one kind of statement into operations. `within`: its words, where a statement stands inside another one. */
export type Reader<T extends Tag> = (body: NodeOf<T>, here: Wording, within: Stretch, inner: ReadInner) => readonly Operation[];

export type Readers = { readonly [T in Tag]?: Reader<T> };
