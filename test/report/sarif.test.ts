import Ajv from 'ajv';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Log } from 'sarif';
import { expect, test } from 'vitest';
import { sarif } from '../../src/report/sarif.ts';
import { sample } from './sample.ts';
import { context, cure, finding, review, shop } from './shop.ts';

const require = createRequire(import.meta.url);
const read = (path: string): object => JSON.parse(fs.readFileSync(require.resolve(path), 'utf8'));
const ajv = new Ajv({ schemaId: 'id', meta: false, unknownFormats: 'ignore', logger: false });
ajv.addMetaSchema(read('ajv/lib/refs/json-schema-draft-04.json'));
const isSarif = ajv.compile(read('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));

function report(): Log {
  const project = shop({ '001_ä b.sql': 'SELECT \'🎈\'; CREATE TABLE t (c int);\n', '002_b.sql': 'SELECT 1;', 'loose.sql': 'SELECT 1;', '3_c.sql': new Uint8Array([0]) });
  const findings = [
    finding(project, '001', 1, 'c int', { majors: [14], cure: cure({ parts: [{ kind: 'sql', sql: 'SELECT 2' }] }) }),
    finding(project, '002', 0, '1', { rule: 'truncate', level: 'warning' }),
    finding(project, '002', 0, '1', { rule: 'of-a-plugin', level: 'note' }),
  ];
  return JSON.parse(sarif.render([review(project, { findings })], context));
}

test('the document is valid by the schema of SARIF 2.1.0', () => {
  isSarif(report());
  expect(isSarif.errors).toBeNull();
});

test('a document without columnKind of its enumeration would not be valid', () => {
  const log = report();
  expect(isSarif({ ...log, runs: [{ ...log.runs[0], columnKind: 'bytes' }] })).toBe(false);
});

test('the whole document', async () => {
  await expect(`${JSON.stringify(report(), null, 2)}\n`).toMatchFileSnapshot('snapshots/report.sarif.json');
});

test('each result points at its rule, a rule that is not listed by its name alone', () => {
  const [run] = report().runs;
  const named = run?.results?.map(({ ruleId, ruleIndex }) => [ruleId, run.tool.driver.rules?.[ruleIndex ?? -1]?.id]);
  expect(named).toEqual([
    ['file-without-number', undefined],
    ['index-not-concurrent', 'index-not-concurrent'],
    ['truncate', 'truncate'],
    ['of-a-plugin', undefined],
  ]);
});

test('columns count UTF-16 units and addresses are encoded', () => {
  const location = report().runs[0]?.results?.[1]?.locations?.[0]?.physicalLocation;
  expect(location?.artifactLocation).toEqual({ uri: 'shop/migrations/001_%C3%A4%20b.sql', uriBaseId: '%SRCROOT%' });
  expect(location?.region).toEqual({ startLine: 1, startColumn: 30, endLine: 1, endColumn: 35 });
});

test('a project that cannot be put in order is a failed execution', () => {
  const project = shop({ '1_a.sql': 'SELECT 1;', '1_b.sql': 'SELECT 1;' });
  const log: Log = JSON.parse(sarif.render([review(project)], context));
  expect(log.runs[0]?.invocations?.[0]?.executionSuccessful).toBe(false);
  expect(log.runs[0]?.invocations?.[0]?.toolConfigurationNotifications?.[0]?.descriptor?.id).toBe('duplicate-revision');
});

test('with fixes and suppressions it is valid too', () => {
  const log: Log = JSON.parse(sarif.render([sample(), sample('depot')], context));
  isSarif(log);
  expect(isSarif.errors).toBeNull();
  expect(log.runs[0]?.results?.filter(({ suppressions }) => suppressions).map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([
    ['drop-table', [{ kind: 'inSource', status: 'accepted', justification: 'It is | empty.' }]],
    ['unbatched-dml', [{ kind: 'external', status: 'accepted', justification: 'It was there when the baseline was recorded.' }]],
    ['truncate', [{ kind: 'external', status: 'accepted', justification: 'Nobody reads it. (ann)' }]],
    ['drop-table', [{ kind: 'inSource', status: 'accepted', justification: 'It is | empty.' }]],
    ['unbatched-dml', [{ kind: 'external', status: 'accepted', justification: 'It was there when the baseline was recorded.' }]],
    ['truncate', [{ kind: 'external', status: 'accepted', justification: 'Nobody reads it. (ann)' }]],
  ]);
});

test('a cure that can be written as it is, is a fix; another is none', () => {
  const log: Log = JSON.parse(sarif.render([sample()], context));
  expect(log.runs[0]?.results?.flatMap(({ ruleId, fixes }) => (fixes ? [[ruleId, fixes]] : []))).toEqual([['index-not-concurrent', [{
    description: { text: 'Write `CREATE INDEX CONCURRENTLY orders_buyer ON orders (buyer)`.' },
    artifactChanges: [{
      artifactLocation: { uri: 'shop/migrations/002_index.sql', uriBaseId: '%SRCROOT%' },
      replacements: [{ deletedRegion: { startLine: 2, startColumn: 26, endLine: 2, endColumn: 26 }, insertedContent: { text: ' CONCURRENTLY' } }],
    }],
  }]]]);
});

test('every result has a fingerprint of its own', () => {
  const log: Log = JSON.parse(sarif.render([sample()], context));
  const all = log.runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash']);
  expect(all?.every((one) => typeof one === 'string' && one !== '')).toBe(true);
  expect(new Set(all).size).toBe(7);
});
