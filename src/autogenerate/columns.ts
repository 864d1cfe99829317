import type { Column, Relation } from '../catalog/object.ts';
import { lastKnown } from '../effects/moment.ts';
import { quoteLiteral, quoteName } from '../sql/quote.ts';
import type { Change, Comparison } from './change.ts';
import { NOTHING, change, sure, together } from './change.ts';
import { defaultShape, generatedShape, isRetyped, isRewritten, typeShape } from './same.ts';
import type { Sides } from './sides.ts';
import { nameOf, pairs } from './sides.ts';
import { columnSql, identitySql, isSerial, numbering, sequenceOf, typeSql } from './words.ts';
import { castsDefault, needsUsing } from './casts.ts';

interface Tables { readonly now: Relation; readonly wanted: Relation }

/** In what the columns of a table are otherwise. What it has from its parents alone is theirs. */
export function columnChanges(tables: Tables, sides: Sides): Comparison {
  const { now, wanted } = tables;
  const [here, there] = [sides.now.columns(now), sides.wanted.columns(wanted)];
  const unknown = [here, there].find((answer) => !answer.known && answer.doubt.because === 'undecidable');
  if (unknown) return { ...NOTHING, notCompared: [`The columns of ${nameOf(wanted)} come from a query, and nobody has said what they are.`] };

  const parts = pairs(lastKnown(here), lastKnown(there), ({ name }) => name).map((pair): Comparison => {
    const isInherited = pair.wanted ? sides.wanted.inheritedIn(wanted) : sides.now.inheritedIn(now);
    if (isInherited.has(`column ${pair.key}`)) return NOTHING;
    if (!pair.now) return pair.wanted ? sure(addColumn(pair.wanted, wanted, sides)) : NOTHING;
    if (!pair.wanted) return sure([dropColumn(pair.now, wanted)]);
    return alterColumn(pair.now, pair.wanted, tables, sides);
  });
  return together(parts);
}

/** Rows that are there have no value for it yet, so that it becomes NOT NULL in a step of its own. */
function addColumn(column: Column, table: Relation, { wanted }: Sides): readonly Change[] {
  const hasValue = defaultShape(column) !== '' || column.identity || column.generated !== undefined;
  const waits = column.notNull === 'yes' && !hasValue;
  const added = change('column', `add ${subject(column, table)}`, `${alter(table)} ADD COLUMN ${columnSql(waits ? { ...column, notNull: 'no' } : column, table, wanted)}`);
  return waits ? [added, setNotNull(column, table)] : [added];
}

function setNotNull(column: Column, table: Relation): Change {
  return change('require', `require ${subject(column, table)}`, `${alter(table)} ALTER COLUMN ${quoteName(column.name)} SET NOT NULL`);
}

function dropColumn(column: Column, table: Relation): Change {
  return change('drop column', `drop ${subject(column, table)}`, `${alter(table)} DROP COLUMN ${quoteName(column.name)}`);
}

function alterColumn(now: Column, wanted: Column, tables: Tables, sides: Sides): Comparison {
  const table = tables.wanted;
  const column = `${alter(table)} ALTER COLUMN ${quoteName(wanted.name)}`;
  const altered = (words: string, ...sql: readonly string[]) => change('alter column', `${words} ${subject(wanted, table)}`, ...sql);
  const changes: Change[] = [];
  const cannot: string[] = [];
  const notCompared: string[] = [];

  if (generatedShape(now) !== generatedShape(wanted)) {
    if (!wanted.generated) changes.push(altered('store', `${column} DROP EXPRESSION`));
    else if (sides.anew?.(subject(wanted, table))) changes.push(altered('make anew', `${alter(table)} DROP COLUMN ${quoteName(now.name)}, ADD COLUMN ${columnSql(wanted, table, sides.wanted)}`));
    else cannot.push(`How ${subject(wanted, table)} is generated cannot be changed in place: PostgreSQL makes it anew. Say so: --drop ${subject(wanted, table)}.`);
    if (wanted.generated) return { changes, cannot, notCompared };
  }
  const retyped = isRetyped(now, wanted, sides.scope);
  if (!retyped && typeShape(now) !== typeShape(wanted)) notCompared.push(`The type of ${subject(wanted, table)}: ${typeSql(now.sqlType)} here, ${typeSql(wanted.sqlType)} there, and compare_type is off.`);
  const [before, after] = [defaultShape(now), defaultShape(wanted)];
  const [sequence, wantedSequence] = [numbering(now, tables.now, sides.now), numbering(wanted, table, sides.wanted)];
  const numbered = sequence !== undefined && wantedSequence !== undefined && now.identity === wanted.identity;
  if (numbered && nameOf(sequence) !== nameOf(wantedSequence) && sequence.schema === wantedSequence.schema) {
    changes.push(altered('rename the sequence of', `ALTER SEQUENCE ${nameOf(sequence)} RENAME TO ${quoteName(wantedSequence.name)}`));
  }
  const otherDefault = before !== after && !numbered && !now.generated;
  const unclear = otherDefault && [sides.now.from, sides.wanted.from].includes('server') && isRewritten(now) && isRewritten(wanted);
  if (unclear) notCompared.push(`The default of ${subject(wanted, table)}: ${now.fallback?.text ?? ''} here, ${wanted.fallback?.text ?? ''} there, which may be one value in two writings.`);
  const setsDefault = otherDefault && !unclear;

  if (retyped) {
    const using = needsUsing(now.sqlType, wanted.sqlType) ? ` USING ${quoteName(wanted.name)}::${typeSql({ ...wanted.sqlType, collation: undefined })}` : '';
    const clauses = [`ALTER COLUMN ${quoteName(wanted.name)} TYPE ${typeSql(wanted.sqlType)}${using}`];
    const aside = before !== '' && !castsDefault(now.sqlType, wanted.sqlType);
    changes.push(altered('change the type of', `${alter(table)} ${[
      ...(aside ? [`ALTER COLUMN ${quoteName(wanted.name)} DROP DEFAULT`] : []), ...clauses, ...(aside && after !== '' ? [`ALTER COLUMN ${quoteName(wanted.name)} SET DEFAULT ${wanted.fallback?.text ?? ''}`] : []),
    ].join(', ')}`));
  }
  const isDone = retyped && before !== '' && !castsDefault(now.sqlType, wanted.sqlType);
  const bySequence = wantedSequence !== undefined && !wanted.identity && (now.identity || (sequence === undefined && isSerial(wanted, table, sides.wanted)));
  if (bySequence) {
    changes.push(altered('number', ...(now.identity ? [`${column} DROP IDENTITY`] : []), ...numberedBySequence(wanted, wantedSequence, table)));
  }
  if (!bySequence && now.identity && !wanted.identity) changes.push(altered('no longer number', `${column} DROP IDENTITY`));
  if (setsDefault && !isDone && !bySequence) {
    changes.push(after === '' ? altered('take the default of', `${column} DROP DEFAULT`) : altered('set the default of', `${column} SET DEFAULT ${wanted.fallback?.text ?? ''}`));
  }
  if (sequence && !wantedSequence && !wanted.identity && isSerial(now, tables.now, sides.now)) changes.push(altered('drop the sequence of', `DROP SEQUENCE ${nameOf(sequence)}`));
  const required = now.notNull !== 'yes' && wanted.notNull === 'yes' ? [setNotNull(wanted, table)] : now.notNull !== 'no' && wanted.notNull === 'no' ? [altered('no longer require', `${column} DROP NOT NULL`)] : [];
  if (!now.identity && wanted.identity) changes.push(...required, { ...altered('number', ...numberedBy(now, wanted, tables, sides)), stage: required.length > 0 ? 'require' : 'alter column' });
  else {
    changes.push(...required);
    if (now.identity && wanted.identity && now.identityAlways !== wanted.identityAlways) {
      changes.push(altered('say how to number', `${column} SET GENERATED ${wanted.identityAlways ? 'ALWAYS' : 'BY DEFAULT'}`));
    }
  }
  if ((now.comment ?? '') !== (wanted.comment ?? '')) changes.push(commentOn(wanted, table));
  return { changes, cannot, notCompared };
}

/** A sequence that numbered it before goes, and the new one goes on behind the last number. */
function numberedBy(now: Column, wanted: Column, tables: Tables, sides: Sides): readonly string[] {
  const { name } = wanted;
  const old = sequenceOf(tables.now, name, sides.now);
  return [
    ...(old ? [`DROP SEQUENCE ${nameOf(old)}`] : []),
    `${alter(tables.wanted)} ALTER COLUMN ${quoteName(name)} ADD ${identitySql(wanted, tables.wanted, sides.wanted)}`,
    behindLast(name, tables.wanted),
  ];
}

/** A sequence of the column's own, which goes on behind the last number. */
function numberedBySequence({ name, sqlType, fallback }: Column, sequence: Relation, table: Relation): readonly string[] {
  const as = sqlType.name === 'int8' ? '' : ` AS ${typeSql({ ...sqlType, serial: true })}`;
  return [
    `CREATE SEQUENCE ${nameOf(sequence)}${as} OWNED BY ${nameOf(table)}.${quoteName(name)}`,
    `${alter(table)} ALTER COLUMN ${quoteName(name)} SET DEFAULT ${fallback?.text ?? ''}`,
    behindLast(name, table),
  ];
}

function behindLast(column: string, table: Relation): string {
  return `SELECT setval(pg_get_serial_sequence(${quoteLiteral(nameOf(table))}, ${quoteLiteral(column)}), coalesce((SELECT max(${quoteName(column)}) FROM ${nameOf(table)}), 0) + 1, false)`;
}

export function commentOn(column: Column, table: Relation): Change {
  return change('comment', `comment on ${subject(column, table)}`, `COMMENT ON COLUMN ${nameOf(table)}.${quoteName(column.name)} IS ${column.comment === undefined ? 'NULL' : quoteLiteral(column.comment)}`);
}

function subject({ name }: Pick<Column, 'name'>, table: Relation): string {
  return `${nameOf(table)}.${quoteName(name)}`;
}

export function alter(table: Relation): string {
  return `ALTER TABLE ${nameOf(table)}`;
}
