import { expect, test } from 'vitest';
import { effectsOn, emptyBed, send } from './bed.ts';
import { say } from './say.ts';

const bed = send(emptyBed(), `
  CREATE SCHEMA s; CREATE SEQUENCE sq; CREATE SEQUENCE s."My Seq"; CREATE TABLE t (id int, v text); CREATE TABLE ser (id serial, v int);
`);

test.each<[sql: string, effects: readonly string[]]>([
  [`SELECT nextval('sq')`, ['RX sq']],
  [`SELECT currval('s."My Seq"'::regclass)`, ['RX My Seq']],
  [`SELECT setval('sq', (SELECT max(id) FROM t))`, ['AS t', 'RX sq']],
  [`SELECT setval(pg_get_serial_sequence('ser', 'id'), 5)`, ['RX ser_id_seq']],
  [`ALTER TABLE t ADD COLUMN n int DEFAULT nextval('sq')`, ['AX t', 'RX sq', 'rewrite t']],
  [`ALTER TABLE t ALTER id SET DEFAULT nextval('sq')`, ['AX t']],
  [`INSERT INTO t VALUES (nextval('sq'))`, ['RX t', 'RX sq']],
  [`UPDATE t SET id = nextval('sq')`, ['RX t', 'RX sq', 'row changes t']],
])('%s: %j', (sql, effects) => {
  expect(say(effectsOn(bed, sql))).toEqual(effects);
});
