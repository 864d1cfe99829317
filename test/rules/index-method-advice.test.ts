import { expect, test } from 'vitest';
import { configOf, judged } from './fixture.ts';

const TABLE = 'CREATE TABLE items (id bigint PRIMARY KEY, embedding vector(3));';
const ROW = "INSERT INTO items VALUES (1, '[1,2,3]');";
const INDEX = 'CREATE INDEX items_embedding_idx ON items USING ivfflat (embedding vector_l2_ops)';

/** The extension that has the type is not on the servers of the tests, so this is no fixture. */
test.each([
  [`${TABLE}\n${INDEX} WITH (lists = 100);`, ['items has no rows yet, and ivfflat takes its lists from those that it finds: searches will miss most of what comes later.']],
  [`${TABLE}\n${ROW}\n${INDEX};`, ['Without lists an ivfflat index divides items into 100, whatever its size.']],
  [`${TABLE}\n${ROW}\n${INDEX} WITH (lists = 100);`, []],
  [`${TABLE}\nCREATE INDEX items_embedding_idx ON items USING hnsw (embedding vector_l2_ops);`, []],
])('%s', (script, messages) => {
  expect(judged([script], { config: configOf('index-method-advice') }).findings.map(({ message }) => message)).toEqual(messages);
});
