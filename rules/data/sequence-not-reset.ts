import type { OwnedSequence } from '../../src/catalog/object.ts';
import { lastKnown } from '../../src/effects/moment.ts';
import { inTransaction, keep, phases, sql } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Placed } from '../../src/rule/script-situation.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../../src/sql/quote.ts';

export default defineScriptRule({
  name: 'sequence-not-reset',
  summary: 'Move the sequence on after rows that bring their own ids.',
  why: `
    A serial or identity column takes its numbers from a sequence, and an INSERT that gives a number itself does not move
    it. When the sequence comes to that number, the INSERT of the running application that draws it fails with a
    duplicate key.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/functions-sequence.html'],

  check(here) {
    const asked = new Set<string>();
    const inserts = here.each('insert');
    return inserts.flatMap((insert) => numbersOf(insert).flatMap(({ sequence, column }) => {
      if (asked.has(sequence.id)) return [];
      asked.add(sequence.id);
      if (here.each('select', 'alter sequence', 'alter table', 'drop identity').some((other) => resets(other, sequence.id))) return [];
      const { operation: { table }, here: place } = insert;
      const rest = inserts.filter((other) => place.relation(table)?.id === other.here.relation(other.operation.table)?.id);
      const counter = `pg_get_serial_sequence(${quoteLiteral(quoteQualified(table))}, ${quoteLiteral(column)})`;
      return [{
        message: `These rows bring their own ${column}, and ${place.nameOf({ kind: 'relation', relation: sequence })} stays where it is: an INSERT without ${column} fails with a duplicate key when the sequence comes to one of them.`,
        at: place.at,
        because: place.locks,
        cure: phases(inTransaction('expand', ...rest.map((other) => keep(other.here.at)), sql(`SELECT setval(${counter}, (SELECT max(${quoteName(column)}) FROM ${quoteQualified(table)}))`))),
      }];
    }));
  },
});

/** The sequences of unique columns from which an INSERT takes no number, although it fills them. */
function numbersOf({ operation, here }: Placed<'insert'>): readonly OwnedSequence[] {
  const relation = here.relation(operation.table);
  if (!relation || operation.rows === 'default') return [];
  const order = operation.columns.length > 0 ? operation.columns : lastKnown(here.catalog.columns(relation)).map(({ name }) => name);
  return lastKnown(here.catalog.sequencesOf(relation)).filter(({ sequence, column }) =>
    operation.values?.[order.indexOf(column)] !== 'low'
    && !here.locks.some(({ on }) => on.kind === 'relation' && on.relation.id === sequence.id)
    && here.constraintsOn(operation.table).some(({ type, columns }) => (type === 'primary key' || type === 'unique') && columns.length === 1 && columns[0] === column));
}

/** setval of that sequence, or of one that the text does not tell, and ALTER of it, RESTART perhaps. */
function resets({ operation, here }: Placed<'select' | 'alter sequence' | 'alter table' | 'drop identity'>, sequence: string): boolean {
  const concerns = here.locks.some(({ on }) => on.kind === 'relation' && on.relation.id === sequence);
  switch (operation.kind) {
    case 'select': return operation.calls.some((name) => name.split('.').at(-1) === 'setval') && (concerns || operation.sequences.length === 0);
    case 'alter sequence': case 'alter table': case 'drop identity': return concerns;
  }
}
