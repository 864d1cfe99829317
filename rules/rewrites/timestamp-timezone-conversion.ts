import { isUtc } from '../../src/effects/type-change.ts';
import type { Cure } from '../../src/migrations/cure.ts';
import type { OperationOf } from '../../src/operations/operation.ts';
import { becomes } from '../../src/rule/becomes.ts';
import { change, inTransaction, keep, phases, sql } from '../../src/rule/cure/build.ts';
import { goesWith } from '../../src/rule/cure/goes-with.ts';
import { moveColumn } from '../../src/rule/cure/move-column.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { clauseWith } from '../../src/sql/keyword.ts';
import { quoteLiteral } from '../../src/sql/quote.ts';
import { zoneIn } from '../../src/sql/zone.ts';

export default defineRule({
  name: 'timestamp-timezone-conversion',
  summary: 'Convert timestamps of UTC with TimeZone set to UTC and without USING.',
  why: `
    timestamp and timestamptz are stored alike, so in a session whose TimeZone is UTC the one becomes the other without
    touching a row. In any other zone, and with USING, each value is computed: the whole table and all its indexes are
    written again under ACCESS EXCLUSIVE.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-TIMEZONES', 'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  yieldsTo: ['key-type-change-locks-referencers'],
  on: ['set type'],

  check(operation, here) {
    const { table, column, to, using } = operation;
    const from = here.typeOf(table, column.name);
    const rewrites = here.work('rewrite');
    const pair = [from?.name, to.name].sort().join();
    if (pair !== 'timestamp,timestamptz' || from?.array || to.array || rewrites.length === 0 || here.surelyNew(table)) return [];

    const zone = here.session.setting('timezone')?.value;
    const unless = rewrites.some(({ certain }) => certain) ? 'Nobody' : 'Unless the TimeZone of the session is UTC, nobody';
    const why = using && using.through.length === 0 ? ', and USING computes each value' : zone === undefined ? '' : `, and each value is computed for ${zone}`;
    return [{
      message: `${unless} can read or write ${here.named(table)} while it and its indexes are written again: ${becomes(operation, here)}${why}.`,
      at: here.at,
      span: to.span,
      because: rewrites,
      cure: cureOf(operation, here),
    }];
  },
});

function cureOf(operation: OperationOf<'set type'>, here: Situation): Cure {
  const { table, column, to, using } = operation;
  const computed = using !== undefined && using.through.length === 0 && using.shape !== 'column';
  const zone = computed ? zoneIn(using.text, column.name) : here.session.setting('timezone')?.value;
  if (computed && zone === undefined) return moveColumn(operation, here);

  const gate = zone === undefined ? { gate: `${column.name} holds times of UTC; those of another zone need a new column.` } : {};
  const stays = (zone === undefined || isUtc(zone)) && to.modifiers.length === 0 && goesWith(table, column.name, here).length === 0;
  if (stays) {
    const clause = using && { span: clauseWith(here.sql, 'using', using.span), text: '' };
    return phases({
      ...inTransaction('expand', sql(`SET LOCAL TimeZone = 'UTC'`), clause ? change(here.at, 'without clause', clause) : keep(here.at)),
      ...gate,
    });
  }
  const inZone = (value: string) => `${value} AT TIME ZONE ${quoteLiteral(zone ?? 'UTC')}`;
  const moved = moveColumn(operation, here, [], {
    convert: (value) => (to.modifiers.length === 0 ? inZone(value) : `(${inZone(value)})::${to.text}`),
    convertBack: inZone,
  });
  return moved.kind !== 'phases' ? moved : { ...moved, phases: moved.phases.map((phase, at) => (at === 0 ? { ...phase, ...gate } : phase)) };
}
