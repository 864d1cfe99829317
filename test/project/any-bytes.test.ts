import fc from 'fast-check';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { review } from '../../src/project/judge.ts';
import { openProject } from '../../src/project/project.ts';
import type { Review } from '../../src/project/review.ts';
import { pretty } from '../../src/report/pretty.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import type { Place } from '../../src/text/place.ts';
import { memoryWorld } from '../text/memory-world.ts';

const FORMS = [
  'CREATE TABLE a (id serial PRIMARY KEY, b int REFERENCES c)', 'ALTER TABLE a ADD COLUMN d text NOT NULL', 'DROP TABLE a CASCADE', 'CREATE INDEX ON a (b)',
  'DO $$ BEGIN IF NOT EXISTS (SELECT 1) THEN ALTER TABLE a DROP b; END IF; END $$', "EXECUTE 'x'", 'UPDATE a SET b = 1', 'BEGIN', 'COMMIT', 'ROLLBACK TO s',
  '\\set x 1', '\\i other.sql', '${x}', '{{ x }}', '{% if x %}', '%s', ':x', "':x'", '#include "a"', 'COPY a FROM stdin;\n1\n\\.', '-- migrate:up', '-- +goose Down',
];
const SIGNS = ['a', ' ', '\n', '\r\n', ';', "'", '"', '$$', '$x$', '--', '/*', '*/', '(', ')', '\\', 'é', '😀', '\u0000', '\uFEFF', 'BEGIN ATOMIC', 'END', 'CASE'];

/** Text that nearly is SQL finds more than noise does; noise finds what nobody thought of. */
const nearlySql = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...FORMS) }, { weight: 2, arbitrary: fc.constantFrom(...SIGNS) }, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 20 })
  .map((parts) => new TextEncoder().encode(parts.join('')));
const cut = fc.tuple(nearlySql, fc.nat(400), fc.nat(400)).map(([bytes, from, to]) => bytes.slice(Math.min(from, to), Math.max(from, to)));
const anyBytes = fc.oneof(nearlySql, cut, fc.uint8Array({ maxLength: 60 }));

test('no file of any bytes breaks the judgement or the report, and every place lies inside its file', () => {
  fc.assert(fc.property(fc.array(anyBytes, { minLength: 1, maxLength: 3 }), (files) => {
    const judged = judge(Object.fromEntries(files.map((bytes, at) => [`/p/migrations/00${at + 1}_x.sql`, bytes])));
    pretty.render([judged], { rules, version: '0', colors: pc.createColors(false), columns: 60, cwd: '/p' });
    for (const { path, span } of placesIn([judged.findings, judged.problems, judged.unread])) {
      const inside = 0 <= span.start && span.start <= span.end && span.end <= judged.project.textOf(path).length;
      expect({ path, span, inside }).toMatchObject({ inside: true });
    }
  }), { numRuns: 200 });
});

function judge(files: Readonly<Record<string, Uint8Array>>): Review {
  const world = memoryWorld(files);
  const found = sqlSource.detect('/p', world) ?? expect.unreachable();
  return review(openProject({ source: sqlSource, found, config: DEFAULT_CONFIG, world }), rules, { directions: ['up', 'down'] });
}

/** Every place in a value, however deep. */
function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const place = 'path' in value && 'span' in value ? [value as Place] : [];
  return [...place, ...Object.values(value).flatMap(placesIn)];
}
