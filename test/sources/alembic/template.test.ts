import { expect, test } from 'vitest';
import { fileNameFor } from '../../../src/sources/alembic/draft/file-name.ts';
import type { Handed } from '../../../src/sources/alembic/draft/fill.ts';
import { filled } from '../../../src/sources/alembic/draft/fill.ts';
import { momentIn, momentText } from '../../../src/sources/alembic/draft/moment.ts';

const AT = new Date('2024-02-29T23:30:05.120Z');
const moment = (zone: string) => momentIn(zone, AT) ?? expect.fail(`${zone} is a zone`);

const HANDED: Handed = {
  texts: { message: `it's "done"`, up_revision: 'bbbb', imports: '', upgrades: 'op.execute("A")\n    op.execute("B")', downgrades: '' },
  ids: { down_revision: ['aaaa', 'cccc'], depends_on: [] },
  tuples: { branch_labels: ['feat'] },
  moment: moment('UTC'),
};

test.each([
  ['${message} | ${up_revision}', `it's "done" | bbbb`],
  ['${down_revision | comma,n} ${down_revision}', "aaaa, cccc ('aaaa', 'cccc')"],
  ['${depends_on | comma,n}.${depends_on}', '.None'],
  ['${repr(message)} ${repr(branch_labels)} ${repr(depends_on)}', `'it\\'s "done"' ('feat',) None`],
  ['${upgrades if upgrades else "pass"}\n${downgrades if downgrades else "pass"}', 'op.execute("A")\n    op.execute("B")\npass'],
  ['${create_date.year} ${create_date.strftime("%d.%m.%Y %H:%M")} ${create_date}', '2024 29.02.2024 23:30 2024-02-29 23:30:05.120000+00:00'],
  ["${'{}|'.format(up_revision)}", 'bbbb|'],
  ['% if branch_labels:\nlabels\n% elif imports:\nimports\n% else:\nnone\n% endif\nend', 'labels\nend'],
  ['  % if not depends_on:\n  x\n  % endif\n', '  x\n'],
  ['% for id in down_revision:\n- ${id}\n% endfor\n', '- aaaa\n- cccc\n'],
  ['## gone\n100%% sure\n%% literal\n<%doc>gone\ntoo</%doc>', '100%% sure\n% literal\n'],
  ['one \\\nline', 'one line'],
])('%s', (template, text) => {
  expect(filled(template, HANDED)).toBe(text);
});

test.each([
  ['a\n<%! import re %>', { line: 2, because: '<%! runs code' }],
  ['<%\n x = 1\n%>', { line: 1, because: '<% runs code' }],
  ['\n\n${config.get_main_option("x")}', { line: 3, because: 'nobody can work out `config.get_main_option("x")` without running it' }],
  ['${message | h}', { line: 1, because: 'nobody can work out `message | h` without running it' }],
  ['${upgrades', { line: 1, because: 'a ${ has no end' }],
  ['% if message:\nx', { line: 2, because: 'a % if has no end' }],
  ['x\n% endif', { line: 2, because: '% endif ends nothing' }],
  ['% else:', { line: 1, because: '% else stands outside of an % if' }],
  ['% while True:\n% endwhile', { line: 1, because: '% while True: is a line that only Python can follow' }],
  ['% for a, b in x:\n% endfor', { line: 1, because: '% for a, b in x: takes its values apart' }],
])('%s is not plain', (template, why) => {
  expect(filled(template, HANDED)).toEqual(why);
});

const NEW = { template: '%(rev)s_%(slug)s', slugLength: 40, timezone: undefined, hooks: [], runsEnvironment: false };

test.each([
  [{}, 'Add: e-mail, Größe', 'bbbb_add_e_mail_größe.py'],
  [{}, '', 'bbbb_.py'],
  [{}, 'first it is done now a very long message that goes beyond', 'bbbb_first_it_is_done_now_a_very_long_.py'],
  [{ slugLength: 5 }, 'undivided', 'bbbb_undiv_.py'],
  [{ template: '%(year)d/%(month).2d_%(day)02d_%(hour).2d%(minute).2d-%(rev)s' }, 'x', '2024/02_29_2330-bbbb.py'],
  [{ template: '%(epoch)s%%%(slug).3s' }, 'abcdef', '1709249405%abc.py'],
])('a file is named by %o', (said, message, name) => {
  expect(fileNameFor('bbbb', message, moment('UTC'), { ...NEW, ...said })).toBe(name);
});

test('a name for which file_template holds nothing is told', () => {
  expect(fileNameFor('bbbb', 'x', moment('UTC'), { ...NEW, template: '%(ref)s_%(slug)s' })).toEqual({
    cannot: 'file_template holds %(ref)s, which stands for nothing. It takes %(rev)s, %(slug)s, %(epoch)s, %(year)s, %(month)s, %(day)s, %(hour)s, %(minute)s, %(second)s.',
  });
});

test('the time is that of the zone', () => {
  expect(['Asia/Kolkata', 'America/New_York', 'utc'].map((zone) => momentText(moment(zone)))).toEqual([
    '2024-03-01 05:00:05.120000+05:30', '2024-02-29 18:30:05.120000-05:00', '2024-02-29 23:30:05.120000+00:00',
  ]);
  expect(momentIn('Europe/Nowhere', AT)).toBeUndefined();
  expect(momentText({ ...moment('UTC'), millisecond: 0 })).toBe('2024-02-29 23:30:05+00:00');
});
