import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { checkstyle } from '../../src/report/checkstyle.ts';
import { junit } from '../../src/report/junit.ts';
import { element, textElement, xmlDocument } from '../../src/report/xml.ts';
import { sample } from './sample.ts';
import { context, finding, review, shop } from './shop.ts';

interface Read { readonly name: string; readonly attributes: Readonly<Record<string, string>>; text: string }

/** The elements of a document, in order, each with the text right in it. Throws where it is not well-formed. */
function read(xml: string): readonly Read[] {
  const all: Read[] = [];
  const open: Read[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ name, attributes }) => {
    const one = { name, attributes, text: '' };
    all.push(one);
    open.push(one);
  });
  parser.on('text', (text) => { const last = open.at(-1); if (last) last.text += text; });
  parser.on('closetag', () => { open.pop(); });
  parser.write(xml).close();
  return all;
}

test('what is not XML is refused by the reader of these tests', () => {
  expect(() => read('<a b="&"/>')).toThrow();
  expect(() => read('<a>\u001b</a>')).toThrow();
});

test('any text comes out as it went in, but for what XML cannot hold', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\t', '<', '>', '&', '"', "'", ']]>', '\u{1f6d2}', '表') });
  fc.assert(fc.property(plain, (text) => {
    const [one, two] = read(xmlDocument(element('a', { b: text }, [textElement('c', {}, text)])));
    expect([one?.attributes['b'], two?.text]).toEqual([text, text]);
  }));
});

test('any text at all makes a well-formed document', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(read(xmlDocument(element('a', { b: text }, [textElement('c', { d: text }, text)])))).toHaveLength(2);
  }));
});

test('controls are shown by their signs', () => {
  expect(textElement('a', { b: 'x\u001b' }, '\u0000\u000b\ufffe\ud800')).toBe('<a b="x␛">␀␋\ufffd<U+D800></a>'.replace('<U', '&lt;U').replace('0></a', '0&gt;</a'));
});

describe.each([['junit', junit], ['checkstyle', checkstyle]])('%s', (_, format) => {
  test('is well-formed, whatever stands in names and messages', () => {
    const project = shop({ '1_<&"\u001b.sql': 'DROP TABLE "a\u0007]]>";' });
    const findings = [finding(project, '1', 0, 'DROP', { message: 'Gone: "a\u0007]]>" & <b>.' })];
    const xml = format.render([review(project, { findings })], context);
    expect(read(xml).some(({ attributes }) => attributes['message'] === 'Gone: "a␇]]>" & <b>.')).toBe(true);
    expect(read(format.render([], context))).toHaveLength(1);
  });
});

test('junit fails where the exit code would be 1, and counts what it says', () => {
  const [all, ...parts] = read(junit.render([sample()], context));
  expect(all?.attributes).toEqual({ name: 'phasewise', tests: '5', failures: '2', errors: '0', skipped: '0' });
  const named = (name: string) => parts.filter((one) => one.name === name);
  expect(named('testcase').map(({ attributes }) => attributes['name'])).toEqual([
    'no findings', 'unread-statement at 1:1', 'index-not-concurrent at 2:14', 'rename-column at 2:3', 'file-without-number at 1:1',
  ]);
  expect(named('failure').map(({ attributes }) => attributes['type'])).toEqual(['index-not-concurrent', 'file-without-number']);
  expect(named('failure')[0]?.text).toContain('\n\n    -- transaction: false\n    CREATE INDEX CONCURRENTLY orders_buyer ON orders (buyer);');
});

test('checkstyle has its version, and an element for each finding under its file', () => {
  const all = read(checkstyle.render([sample()], context));
  expect(all[0]).toMatchObject({ name: 'checkstyle', attributes: { version: '4.3' } });
  expect(all.filter(({ name }) => name === 'error').map(({ attributes: { severity, line, column, source } }) => [severity, line, column, source])).toEqual([
    ['error', '1', '1', 'phasewise.file-without-number'],
    ['warning', '1', '1', 'phasewise.unread-statement'],
    ['error', '2', '14', 'phasewise.index-not-concurrent'],
    ['warning', '2', '3', 'phasewise.rename-column'],
  ]);
});
