import type { Node } from '@pgsql/types';
import { parseStatement } from '../sql/grammar.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { Operation, Reading } from './operation.ts';
import { readOther } from './others.ts';
import type { ReadInner } from './reader.ts';
import { codeReaders } from './code/readers.ts';
import { READERS } from './readers.ts';
import type { Tag } from './tree.ts';
import { tagOf } from './tree.ts';
import { withParameters } from './variables.ts';
import type { Stretch } from './wording.ts';
import { Wording } from './wording.ts';

/**
 * What one statement asks for. Never throws: a text that PostgreSQL would refuse gives `error`. `unread` is left to the
 * caller, who knows places: it reports operations of the kind 'run unknown text'.
 */
export function readStatement(sql: string, variables: ReadonlySet<string> = NO_VARIABLES): Reading {
  const parsed = parseStatement(sql);
  if (parsed.kind === 'refused') return { operations: [], unread: [], error: { message: parsed.message, span: parsed.span } };
  if (parsed.kind === 'too much') return { operations: [unreadable(sql, parsed.reason)], unread: [] };

  const here = new Wording(parsed.text, parsed.offsetOf);
  return { operations: readNode(variables.size > 0 ? withParameters(parsed.tree, variables) : parsed.tree, here, here.whole), unread: [] };
}

function unreadable(sql: string, reason: string): Operation {
  return { kind: 'run unknown text', when: ALWAYS, span: { start: 0, end: sql.length }, reason, reach: 'anything' };
}

const NO_VARIABLES: ReadonlySet<string> = new Set();

function readNode(node: Node, here: Wording, within: Stretch): readonly Operation[] {
  const read = readerOf(tagOf(node));
  if (!read) return readOther(node, here, within);
  return read(Object.values(node)[0], here, within, (inner, stretch) => readNode(inner, here, stretch));
}

const ALL_READERS = { ...READERS, ...codeReaders(readStatement) };

type AnyReader = (body: unknown, here: Wording, within: Stretch, inner: ReadInner) => readonly Operation[];

/** The table promises that a tag's reader takes that tag's node; TypeScript cannot follow the two through variables. */
function readerOf(tag: Tag): AnyReader | undefined {
  return ALL_READERS[tag] as AnyReader | undefined;
}
