/**
 * One name for what several import paths lead to: `sqlalchemy.sql.expression.text`, `sqlalchemy.text` and `sa.text` are
 * `sa.text`; PostgreSQL's own types are `pg.…`, Alembic's operations `op.…`.
 */
export function canonicalName(path: string): string {
  for (const [prefix, short] of PREFIXES) {
    if (path === prefix) return short;
    if (path.startsWith(`${prefix}.`)) return `${short}${path.slice(prefix.length)}`;
  }
  return path;
}

const PREFIXES: readonly (readonly [string, string])[] = [
  ['sqlalchemy.dialects.postgresql.base', 'pg'],
  ['sqlalchemy.dialects.postgresql.json', 'pg'],
  ['sqlalchemy.dialects.postgresql.array', 'pg'],
  ['sqlalchemy.dialects.postgresql.ranges', 'pg'],
  ['sqlalchemy.dialects.postgresql.types', 'pg'],
  ['sqlalchemy.dialects.postgresql.named_types', 'pg'],
  ['sqlalchemy.dialects.postgresql.ext', 'pg'],
  ['sqlalchemy.dialects.postgresql', 'pg'],
  ['sqlalchemy.sql.expression', 'sa'],
  ['sqlalchemy.sql.sqltypes', 'sa'],
  ['sqlalchemy.sql.schema', 'sa'],
  ['sqlalchemy.sql.functions.func', 'sa.func'],
  ['sqlalchemy.sql.functions', 'sa.func'],
  ['sqlalchemy.sql', 'sa'],
  ['sqlalchemy.types', 'sa'],
  ['sqlalchemy.schema', 'sa'],
  ['sqlalchemy', 'sa'],
  ['alembic.op', 'op'],
  ['sa.dialects.postgresql', 'pg'],
  ['sa.sql.expression', 'sa'],
  ['sa.sql', 'sa'],
  ['sa.types', 'sa'],
  ['sa.schema', 'sa'],
  ['sa.expression', 'sa'],
];
