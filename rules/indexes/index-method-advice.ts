import type { IndexKey, OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import type { Finding } from '../../src/rule/finding.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import { tokensOf, wordOf } from '../../src/sql/tokens.ts';

export default defineRule({
  name: 'index-method-advice',
  summary: 'Use the index method that fits what is searched for.',
  why: `
    A btree compares whole values. Of a document, a text search vector or a shape nobody asks for the whole; queries that
    look into one cannot use it, and a value of more than 2,704 bytes cannot be inserted any more. An ivfflat index takes
    its lists from the rows that are there when it is built.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/indexes-types.html', 'https://www.postgresql.org/docs/current/datatype-json.html#JSON-INDEXING'],
  on: ['create index'],

  check(operation, here) {
    return operation.method === 'ivfflat' ? lists(operation, here) : operation.keys.flatMap((key) => whole(key, operation, here));
  },
});

/** The types of which queries ask for parts, and the method that finds them. */
const PARTS: Readonly<Record<string, readonly [method: string, what: string]>> = {
  jsonb: ['gin', 'look into the documents'],
  tsvector: ['gin', 'search for words'],
  geometry: ['gist', 'ask what is near or overlaps'],
  geography: ['gist', 'ask what is near or overlaps'],
};

function whole({ expression }: IndexKey, { table, method, unique }: OperationOf<'create index'>, here: Situation): readonly Finding[] {
  const column = expression.shape === 'column' ? expression.columns[0] : undefined;
  const type = column === undefined ? undefined : here.typeOf(table, column);
  const better = type && !type.array ? PARTS[type.name] : undefined;
  if (!better || unique || (method !== 'btree' && method !== 'hash')) return [];
  const [fit, what] = better;
  return [{
    message: `A ${method} of ${column} (${type?.text}) finds whole values only: queries that ${what} cannot use it${method === 'btree' ? ', and an INSERT of a value above 2,704 bytes fails' : ''}.`,
    at: here.at,
    span: expression.span,
    because: [],
    cure: advice(`Build it with USING ${fit} (${column}), or on the one expression that queries compare.`),
  }];
}

function lists({ table }: OperationOf<'create index'>, here: Situation): readonly Finding[] {
  const isEmpty = here.surelyNew(table) && !here.earlier('insert', 'copy').some(({ operation }) => operation.table?.name === table.name);
  const words = tokensOf(here.sql).map((token) => wordOf(here.sql, token));
  if (!isEmpty && words.includes('lists')) return [];
  return [{
    message: isEmpty
      ? `${here.named(table)} has no rows yet, and ivfflat takes its lists from those that it finds: searches will miss most of what comes later.`
      : `Without lists an ivfflat index divides ${here.named(table)} into 100, whatever its size.`,
    at: here.at,
    because: [],
    cure: advice(isEmpty
      ? 'Build it when the table is filled, or use hnsw, which needs no rows to begin with.'
      : 'Say WITH (lists = …): rows / 1000 up to a million rows, the square root of the rows above that.'),
  }];
}
