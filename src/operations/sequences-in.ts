import type { Node } from '@pgsql/types';
import type { ObjectName } from '../sql/name.ts';
import { calledName } from './called-name.ts';
import { namedIn } from './code/written-name.ts';
import { bodyOf, walk } from './tree.ts';

/** https://www.postgresql.org/docs/current/functions-sequence.html */
const OF_SEQUENCES: ReadonlySet<string> = new Set(['nextval', 'setval', 'currval']);

/** The sequences that functions below a node draw from or set, as far as a constant names them. */
export function sequencesIn(node: unknown): readonly ObjectName[] {
  const found: ObjectName[] = [];
  walk(node, {
    FuncCall: ({ funcname, args }) => {
      const name = calledName(funcname);
      const [first, second] = (args ?? []).map(textOf);
      const sequence = OF_SEQUENCES.has(name) ? first && namedIn(first, 'relation')
        : name === 'pg_get_serial_sequence' ? first && second && numbering(first, second) : undefined;
      if (sequence) found.push(sequence);
    },
  });
  return found;
}

function numbering(table: string, column: string): ObjectName | undefined {
  const of = namedIn(table, 'relation');
  return of && { type: 'column', schema: of.schema, of: of.name, name: column };
}

function textOf(node: Node): string | undefined {
  const bare = bodyOf(node, 'TypeCast')?.arg ?? node;
  return bodyOf(bare, 'A_Const')?.sval?.sval;
}
