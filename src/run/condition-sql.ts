import type { ConstraintsLike, Question } from '../migrations/condition.ts';
import type { ObjectName } from '../sql/name.ts';
import { quoteLiteral, quoteQualified } from '../sql/quote.ts';

/** A question as an expression that the server answers with true or false; names without a schema are looked up through the search_path. */
export function conditionSql(question: Question): string {
  return question.kind === 'exists' ? existsSql(question.object) : likeSql(question.like);
}

function existsSql(object: ObjectName): string {
  const { name, schema, of } = object;
  const on = regclass({ schema, name: of ?? '' });
  const named = (column: string) => `${column} = ${quoteLiteral(name)}`;
  const inSchema = (column: string) => (schema === undefined ? '' : ` AND ${column} = pg_catalog.to_regnamespace(${quoteLiteral(quoteQualified({ name: schema }))})`);
  switch (object.type) {
    case 'relation': return `${regclass(object)} IS NOT NULL`;
    case 'index': return exists('pg_class', `oid = ${regclass(object)} AND relkind IN ('i', 'I')`);
    case 'type': return `${regtype(object)} IS NOT NULL`;
    case 'column': return exists('pg_attribute', `attrelid = ${on} AND ${named('attname')} AND attnum > 0 AND NOT attisdropped`);
    case 'default': return exists('pg_attribute', `attrelid = ${on} AND ${named('attname')} AND atthasdef AND attgenerated = ''`);
    case 'constraint': return exists('pg_constraint', of === undefined ? `${named('conname')}${inSchema('connamespace')}` : `conrelid = ${on} AND ${named('conname')}`);
    case 'enum label': return exists('pg_enum', `enumtypid = ${regtype({ schema, name: of ?? '' })} AND ${named('enumlabel')}`);
    case 'function': return exists('pg_proc', `${named('proname')}${inSchema('pronamespace')}`);
    case 'trigger': return exists('pg_trigger', `tgrelid = ${on} AND ${named('tgname')}`);
    case 'policy': return exists('pg_policy', `polrelid = ${on} AND ${named('polname')}`);
    case 'rule': return exists('pg_rewrite', `ev_class = ${on} AND ${named('rulename')}`);
    case 'statistics': return exists('pg_statistic_ext', `${named('stxname')}${inSchema('stxnamespace')}`);
    case 'publication': return exists('pg_publication', named('pubname'));
    case 'schema': return exists('pg_namespace', named('nspname'));
  }
}

const TYPES: Readonly<Record<ConstraintsLike['type'], string>> = { 'primary key': 'p', 'foreign key': 'f', 'unique': 'u', 'check': 'c' };

function likeSql(like: ConstraintsLike): string {
  return exists('pg_constraint', whichAre(like));
}

/** A query for the names of these constraints, in the order in which SQLAlchemy's inspector tells them. */
export function constraintNamesSql(like: ConstraintsLike): string {
  return `SELECT conname AS name FROM pg_catalog.pg_constraint WHERE ${whichAre(like)} ORDER BY conname`;
}

function whichAre({ table, type, columns, references, name }: ConstraintsLike): string {
  const own = 'ARRAY(SELECT attname::text FROM pg_catalog.unnest(conkey) WITH ORDINALITY AS key (number, place) '
    + 'JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND attnum = key.number ORDER BY place)';
  return [
    `conrelid = ${regclass(table)}`, `contype = '${TYPES[type]}'`,
    ...(name === undefined ? [] : [`conname = ${quoteLiteral(name)}`]),
    ...(columns === undefined ? [] : [`${own} = ARRAY[${columns.map(quoteLiteral).join(', ')}]::text[]`]),
    ...(references === undefined ? [] : [`confrelid IN (SELECT oid FROM pg_catalog.pg_class WHERE relname = ${quoteLiteral(references)})`]),
  ].join(' AND ');
}

/** https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-CATALOG: NULL where there is none. */
function regclass(object: Pick<ObjectName, 'schema' | 'name'>): string {
  return `pg_catalog.to_regclass(${quoteLiteral(quoteQualified(object))})`;
}

function regtype(object: Pick<ObjectName, 'schema' | 'name'>): string {
  return `pg_catalog.to_regtype(${quoteLiteral(quoteQualified(object))})`;
}

function exists(catalog: string, where: string): string {
  return `EXISTS (SELECT FROM pg_catalog.${catalog} WHERE ${where})`;
}
