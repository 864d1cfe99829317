import fc from 'fast-check';

const TYPES = ['int', 'bigint', 'text', 'varchar(20)', 'numeric(10,2)', 'boolean', 'timestamptz', 'jsonb', 'text[]', 'mood'] as const;
const DEFAULTS: Readonly<Record<(typeof TYPES)[number], readonly string[]>> = {
  'int': ['0', '7'], 'bigint': ['0', '-1'], 'text': ["'x'", "lower('X')"], 'varchar(20)': ["'y'"], 'numeric(10,2)': ['1.5'], 'boolean': ['true', 'false'],
  'timestamptz': ['now()'], 'jsonb': ["'{}'"], 'text[]': ["'{}'"], 'mood': ["'calm'"],
};

const column = fc.record({ type: fc.constantFrom(...TYPES), required: fc.boolean(), fallback: fc.option(fc.nat(1)) });
const table = fc.record({
  columns: fc.array(column, { minLength: 1, maxLength: 5 }),
  key: fc.constantFrom('serial', 'identity', 'bigint'),
  unique: fc.option(fc.nat(4)), check: fc.option(fc.nat(9)), index: fc.option(fc.record({ on: fc.nat(4), unique: fc.boolean(), partial: fc.boolean() })),
  references: fc.option(fc.nat(2)), comment: fc.option(fc.constantFrom('a', "it's")), unlogged: fc.boolean(),
});
type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

/** The statements of a schema: up to three tables that reference each other, an enum, a view. */
export const schema: fc.Arbitrary<string> = fc.record({
  tables: fc.array(fc.option(table, { freq: 4 }), { minLength: 3, maxLength: 3 }), labels: fc.subarray(['calm', 'glad', 'sad'], { minLength: 3 }), view: fc.boolean(),
}).map(({ tables, labels, view }) => {
  const there = tables.flatMap((one, at) => (one ? [at] : []));
  const [first] = there;
  return [
    `CREATE TYPE mood AS ENUM (${labels.map((label) => `'${label}'`).join(', ')})`,
    ...tables.flatMap((one, at) => (one ? tableSql(one, at) : [])),
    ...tables.flatMap((one, at) => (one && one.references !== null && there.includes(one.references)
      ? [`ALTER TABLE t${at} ADD COLUMN ref int, ADD CONSTRAINT t${at}_ref FOREIGN KEY (ref) REFERENCES t${one.references} (code) ON DELETE CASCADE`] : [])),
    ...(view && first !== undefined ? [`CREATE VIEW v AS SELECT id, code FROM t${first}`] : []),
  ].join(';\n');
});

function tableSql({ columns, key, unique, check, index, comment, unlogged }: Table, at: number): readonly string[] {
  const id = key === 'serial' ? 'id serial PRIMARY KEY' : key === 'identity' ? 'id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY' : 'id bigint PRIMARY KEY';
  const name = (number: number) => `c${number % columns.length}`;
  const isText = (number: number) => columns[number % columns.length]?.type === 'text';
  return [
    `CREATE ${unlogged ? 'UNLOGGED ' : ''}TABLE t${at} (${[
      id, 'code int NOT NULL UNIQUE',
      ...columns.map(({ type, required, fallback }, number) => `c${number} ${type}${fallback === null ? '' : ` DEFAULT ${DEFAULTS[type][fallback % DEFAULTS[type].length] ?? ''}`}${required ? ' NOT NULL' : ''}`),
      ...(unique === null ? [] : [`UNIQUE (${name(unique)})`]), ...(check === null ? [] : [`CHECK (code > ${check})`]),
    ].join(', ')})`,
    ...(index === null ? [] : [`CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX t${at}_ix ON t${at} (${isText(index.on) ? `lower(${name(index.on)})` : name(index.on)})${index.partial ? ' WHERE code > 0' : ''}`]),
    ...(comment === null ? [] : [`COMMENT ON TABLE t${at} IS '${comment.replaceAll("'", "''")}'`]),
  ];
}
