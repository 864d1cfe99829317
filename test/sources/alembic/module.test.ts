import { expect, test } from 'vitest';
import { readModule } from '../../../src/sources/alembic/module.ts';
import { hashOf } from '../../../src/text/hash.ts';
import { migrationIn, told } from './reading.ts';

function read(text: string, name = 'a.py') {
  return readModule({ path: `/p/versions/${name}`, text, hash: hashOf(text) });
}

const BODY = "\ndef upgrade():\n    op.execute('SELECT 1')\n\ndef downgrade():\n    op.execute('SELECT 2')\n";

function revision(lines: string, body = BODY): string {
  return `"""msg\n\nof two paragraphs\n\nRevision ID: x\n"""\nfrom alembic import op\n${lines}\n${body}`;
}

test.each([
  ["revision = 'b'\ndown_revision = 'a'", ['a'], [], []],
  ["revision: str = 'b'\ndown_revision: Union[str, None] = 'a'", ['a'], [], []],
  ["revision = 'b'\ndown_revision = None", [], [], []],
  ["revision = 'b'\ndown_revision = ('a', 'c')\nbranch_labels = ('x', 'y')\ndepends_on = ['d']", ['a', 'c'], ['d'], ['x', 'y']],
  ["revision = 'b'\ndown_revision = 'a'\nbranch_labels = 'x'\ndepends_on = 'd'", ['a'], ['d'], ['x']],
  ["PARENT = 'a'\nrevision = 'b'\ndown_revision = PARENT", ['a'], [], []],
  ["revision = 'b'", [], [], []],
])('%s: parents, dependencies, labels', (lines, parents, dependsOn, labels) => {
  expect(read(revision(lines))).toMatchObject({ problems: [], migration: { revision: 'b', parents, dependsOn, labels } });
});

test('the docstring gives title and description, the revision its place', () => {
  const text = revision("revision = 'b'");
  const migration = migrationIn(text);
  expect([migration.title, migration.description]).toEqual(['msg', 'msg\n\nof two paragraphs\n\nRevision ID: x']);
  expect(text.slice(migration.place.span.start, migration.place.span.end)).toBe("'b'");
});

test('both ways are read, named by revision and direction', () => {
  const { upgrade, downgrade } = migrationIn(revision("revision = 'b'"));
  expect([upgrade.id, told(upgrade.steps)]).toEqual(['b#up', ['SELECT 1']]);
  expect('id' in downgrade && [downgrade.id, told(downgrade.steps)]).toEqual(['b#down', ['SELECT 2']]);
});

test.each([
  ['', 'absent'],
  ['def downgrade():\n    pass\n', 'empty'],
  ['def downgrade():\n    """Nothing to do."""\n', 'empty'],
  ['def downgrade():\n    ...\n', 'empty'],
  ['def downgrade() -> None:\n    """No."""\n    raise NotImplementedError("no way back")\n', 'raises'],
])('%s: there is no way back', (body, none) => {
  expect(migrationIn(revision("revision = 'b'", `def upgrade():\n    pass\n\n${body}`)).downgrade).toEqual({ none });
});

test.each([
  ['E16', 'noh.py', 'x=1', 'noh.py has no variable revision, so Alembic refuses the whole folder. Add revision = \'…\', or move the file out of the folder.'],
  ['E17', 'docronly.py', '"""m\n\nRevision ID: 001\nRevises: \n"""\n', "docronly.py names its revision only in the docstring, which Alembic does not read. Add revision = '001'."],
  ['E18', '1234abcd_foo.py', 'def upgrade(): pass', '1234abcd_foo.py has no variable revision, so Alembic refuses the whole folder. Add revision = \'…\', or move the file out of the folder.'],
  ['E13', 'int.py', 'revision = 1\n', "The revision of int.py is no string literal; write it as revision = '…'."],
  ['E19', 'syn.py', "revision = 'a'\n\ndef upgrade(:\n    pass\n", 'syn.py is not valid Python: Expected parameter name.'],
])('%s: %s gives no migration but a sentence', (_, name, text, message) => {
  const { migration, problems } = read(text, name);
  expect(migration).toBeUndefined();
  expect(problems.map((problem) => [problem.level, problem.message])).toEqual([['error', message]]);
});

test('E19: the place is the word at which Python stops', () => {
  const text = "revision = 'a'\n\ndef upgrade(:\n    pass\n";
  const [problem] = read(text).problems;
  expect(problem?.place.span).toEqual({ start: text.indexOf(':'), end: text.indexOf(':') + 1 });
});

test('E20: a file without downgrade() has none', () => {
  expect(migrationIn("revision = 'bbbb'\ndown_revision = 'aaaa'\ndef upgrade(): pass\n").downgrade).toEqual({ none: 'absent' });
});

test('E21: an id that alembic_version cannot hold is a finding', () => {
  const id = 'this_is_a_very_long_revision_identifier_over_32';
  expect(read(revision(`revision = '${id}'`))).toMatchObject({
    migration: { revision: id },
    problems: [{ name: 'long-revision-id', level: 'finding', message: 'The revision id has 47 characters; alembic_version holds 32, and the server refuses this one.' }],
  });
});

test('a parent that is computed is an error at its place', () => {
  const text = revision("revision = 'b'\ndown_revision = latest()");
  const [problem] = read(text).problems;
  expect(problem?.message).toBe('Phasewise cannot read down_revision: it takes a string, a tuple of strings or None, written as literals.');
  expect(problem && text.slice(problem.place.span.start, problem.place.span.end)).toBe('latest()');
});

test('a file without upgrade() has a gap, not an empty script', () => {
  expect(told(migrationIn("revision = 'b'\n").upgrade.steps)).toEqual(['unread: Alembic stops here: r1.py has no function upgrade().']);
});
