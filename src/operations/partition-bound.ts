import type { Node, PartitionBoundSpec } from '@pgsql/types';
import { constantOf } from './comparison.ts';
import { columnOf } from './expression.ts';
import type { Edge, PartitionBound } from './parts.ts';
import type { Stretch, Wording } from './wording.ts';

/** FOR VALUES …, or DEFAULT, as it stands in these words. */
export function partitionBoundOf(spec: PartitionBoundSpec | undefined, here: Wording, within: Stretch): PartitionBound | undefined {
  if (!spec) return undefined;
  const from = here.find(within, spec.is_default ? 'default' : 'for');
  const open = here.findAll(within, '(').filter((index) => index > (from ?? within.from));
  if (from === undefined) return undefined;
  if (spec.is_default) return { kind: 'default', span: here.through(from, from), text: 'DEFAULT' };

  const last = open[spec.strategy === 'r' ? 1 : 0];
  const span = here.spanOf({ from, to: last === undefined ? within.to : here.next(last) });
  const text = here.text(span);
  switch (spec.strategy) {
    case 'r': return { kind: 'range', from: spec.lowerdatums?.map(edgeOf) ?? [], to: spec.upperdatums?.map(edgeOf) ?? [], span, text };
    case 'l': return { kind: 'list', values: spec.listdatums?.map(edgeOf) ?? [], span, text };
    default: return { kind: 'hash', span, text };
  }
}

function edgeOf(node: Node): Edge {
  const word = columnOf(node);
  if (word === 'minvalue' || word === 'maxvalue') return word;
  return constantOf(node) ?? 'unknown';
}
