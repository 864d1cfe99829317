import { expect, test } from 'vitest';
import { isScript } from '../../../src/migrations/migration.ts';
import { sqlSource } from '../../../src/sources/sql/source.ts';
import { memoryWorld } from '../../text/memory-world.ts';

/** Of each changeset: its id as it is written, the way up and the way down. */
function read(text: string) {
  const world = memoryWorld({ '/app/changelog.sql': `--liquibase formatted sql\n${text}` });
  const found = sqlSource.detect('/app', world) ?? expect.unreachable();
  return sqlSource.read(found, world).migrations.map(({ place: { path, span }, upgrade, downgrade }) => {
    const said = (steps: typeof upgrade.steps) => steps.map((step) => {
      if (step.kind !== 'statement') return step.kind === 'unread' ? `! ${step.reason}` : step.does;
      const [piece] = step.sql.pieces;
      expect(new TextDecoder().decode(world.read(path)).slice(piece?.from.span.start, piece?.from.span.end)).toBe(step.sql.text);
      return step.sql.text;
    });
    return [new TextDecoder().decode(world.read(path)).slice(span.start, span.end), said(upgrade.steps), isScript(downgrade) ? said(downgrade.steps) : downgrade.none];
  });
}

test.each<[string, string, readonly unknown[]]>([
  ['each is a migration', '--changeset a:1\nSELECT 1;\n--changeset a:2\nSELECT 2; SELECT 3;', [['a:1', ['SELECT 1'], 'absent'], ['a:2', ['SELECT 2', 'SELECT 3'], 'absent']]],
  ['a rollback on lines of its own', '--changeset a:1\nSELECT 1;\n--rollback SELECT -1;\n--rollback SELECT -2;', [['a:1', ['SELECT 1'], ['SELECT -1', 'SELECT -2']]]],
  ['nothing to roll back', '--changeset a:1\nSELECT 1;\n--rollback not required', [['a:1', ['SELECT 1'], 'empty']]],
  ['a rollback over several comments', '--changeset a:1\nSELECT 1;\n--rollback SELECT\n--rollback 1;', [
    ['a:1', ['SELECT 1'], ['! A statement of this rollback goes over several comments, which Phasewise does not read; write each on one line.']],
  ]],
  ['a delimiter of its own', '--changeset a:1 endDelimiter:/\nSELECT 1\n/', [['a:1', ['! `endDelimiter:/` parts this changeset in a way that Phasewise does not read.'], 'absent']]],
  ['one for another database', '--changeset a:1 dbms:mysql,h2\nSELECT 1;\n--changeset a:2 dbms:!mysql\nSELECT 2;', [['a:2', ['SELECT 2'], 'absent']]],
])('%s', (_name, text, expected) => {
  expect(read(text)).toEqual(expected);
});
