import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';
import { describe, expect, test } from 'vitest';
import { markdown } from '../../src/report/markdown.ts';
import { code, fenced, html, inline, linkTo } from '../../src/report/markdown-text.ts';
import { fitted } from '../../src/report/fitted.ts';
import { sample } from './sample.ts';
import { context, cure, finding, review, shop } from './shop.ts';

/** As a code host shows it; HTML in it is let through, so that these tests see it. */
const shown = (text: string) => micromark(text, { extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()], allowDangerousHtml: true });

/** What a reader sees of HTML. */
function words(page: string): string {
  return page.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

const cell = (text: string) => shown(`| a | b |\n| --- | --- |\n| ${text} | last |\n`);

const HOSTILE = ['<script>alert(1)</script>', '| x | y |', '`a|b`', '`a\\|b`', '\\|', '\\', '``', '`', '*a* _b_ ~~c~~', '[a](javascript:x)', '![a](b)', '</td></tr></table>',
  '<!-- a', ']]>', '&lt;', '&#124;', 'a_b_c', '_a_', '@everyone', '#12', '$a$ and $b$', ':x:', '1. a', '- a', '# a', '=', '+ a', '<details>', '</details>', 'https://a.b/c|d'];

describe.each(HOSTILE)('%s', (text) => {
  test('stays in its cell, letter by letter, and brings no tag of its own', () => {
    const page = cell(inline(text));
    expect(page.match(/<td>/g)).toHaveLength(2);
    expect(page.match(/<(?!\/?(?:table|thead|tbody|tr|th|td|span|code)>)[^>]*>/g)).toBeNull();
    const seen = words(/<td>(.*?)<\/td>\n<td>last/s.exec(page)?.[1] ?? '');
    expect(seen).toBe(text.replace(/`([^`]+)`/g, '$1'));
  });

  test('is a paragraph by itself', () => {
    const page = shown(inline(text));
    expect(page).toMatch(/^<p>.*<\/p>$/s);
    expect(words(page)).toBe(text.replace(/`([^`]+)`/g, '$1'));
  });

  test('calls nobody in a summary', () => {
    expect(html(text)).not.toMatch(/<(?!\/?span>)|@\w|(?<!&)#\d/);
  });
});

test('any words at all stay in their cell', () => {
  const word = fc.constantFrom(...HOSTILE, ' ', 'a', 'orders', '\n', '\r', '\u001b', '表');
  fc.assert(fc.property(fc.array(word, { maxLength: 8 }), (parts) => {
    const page = cell(inline(parts.join('')));
    expect(page.match(/<td>/g)).toHaveLength(2);
    expect(page.match(/<(?!\/?(?:table|thead|tbody|tr|th|td|span|code)>)[^>]*>/g)).toBeNull();
  }));
});

test('plain words and SQL are written as anybody would', () => {
  expect(inline('Nobody can write to order_items while `CREATE INDEX` runs.')).toBe('Nobody can write to order_items while `CREATE INDEX` runs.');
  expect(code('a|b')).toBe('<code>a&#124;b</code>');
});

test.each(['```', 'a ```` b', '</details>', '~~~', ''])('no code ends its block: %j', (lines) => {
  const page = shown(`${fenced(lines, 'sql')}\n\nbehind`);
  expect(page.match(/<pre>/g)).toHaveLength(1);
  expect(page).toMatch(/<\/code><\/pre>\n<p>behind<\/p>$/);
});

test.each([
  [{ path: 'a b/(c)#1?.sql', line: 3 }, '<a href="a%20b/%28c%29%231%3F.sql#L3">w</a>'],
  [{ path: 'a.sql', line: 1, host: 'https://github.com/acme/shop/blob/8f3e/' }, '<a href="https://github.com/acme/shop/blob/8f3e/a.sql#L1">w</a>'],
  [{ path: '/elsewhere/a.sql', line: 1 }, 'w'],
])('a link to %j', (to, expected) => {
  expect(shown(linkTo('w', to))).toBe(`<p>${expected}</p>`);
});

test('every finding has a row with a link to its line, every cure a block to open', () => {
  const page = shown(markdown.render([sample()], { ...context, host: 'https://host/blob/1/' }));
  expect([...page.matchAll(/<td><strong>(\w+)<\/strong><\/td>\n<td><a href="([^"]*)">/g)].map(([, level, link]) => [level, link])).toEqual([
    ['error', 'https://host/blob/1/shop/migrations/loose.sql#L1'],
    ['warning', 'https://host/blob/1/shop/migrations/002_index.sql#L1'],
    ['error', 'https://host/blob/1/shop/migrations/002_index.sql#L2'],
    ['warning', 'https://host/blob/1/shop/migrations/003_rename.sql#L2'],
  ]);
  expect([...page.matchAll(/<summary>(.*)<\/summary>/g)].map(([, summary]) => summary)).toEqual([
    'What to do about line 1 of 002_index.sql (unread-statement)',
    'What to do about line 2 of 002_index.sql (index-not-concurrent)',
    'What to do about line 2 of 003_rename.sql (rename-column)',
    '2 findings approved or allowed',
  ]);
  expect(page.match(/<details>/g)?.length).toBe(page.match(/<\/details>/g)?.length);
  expect(page).toContain('<code class="language-sql">ALTER TABLE orders ADD COLUMN &quot;a|b &lt;c&gt; &amp; `d`&quot; bigint;');
  expect(page).toContain('<p>1. expand:</p>');
});

test('nothing to say is one line', () => {
  expect(markdown.render([review(shop({ '1_a.sql': 'SELECT 1;' }))], context)).toBe(
    '<!-- phasewise -->\n\n### Phasewise: ✓ 1 revision, 1 statement: nothing that an application would notice. PostgreSQL 14 to 18\n\nNothing is locked that others use.\n');
});

test('a comment is never longer than GitHub takes, and says what it leaves out', () => {
  const statements = 400;
  const project = shop({ '1_a.sql': 'DROP TABLE a;\n'.repeat(statements) });
  const findings = Array.from({ length: statements }, (_, at) => finding(project, '1', at, 'DROP', {
    message: `Statement ${at} | ${'x'.repeat(120)}.`, cure: cure({ parts: [{ kind: 'sql', sql: 'SELECT 1' }] }),
  }));
  const text = markdown.render([review(project, { findings })], context);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/\nAnd \d+ more findings; `phasewise lint` shows all\.\n/);
  expect(text).toContain('The cures of 400 more findings do not fit in here; `phasewise lint` shows them.');
});

test('what fits is whole, what does not is counted', () => {
  const section = (items: readonly string[]) => ({ head: 'head', items, between: '\n' as const, rest: (count: number) => `${count} more` });
  expect(fitted([section(['a', 'b']), section([])], 10_000)).toEqual(['head\na\nb']);
  expect(fitted([section(['a'.repeat(50), 'b'.repeat(50), 'c']), section(['d'])], 290)).toEqual([`head\n${'a'.repeat(50)}`, '2 more', '1 more']);
});
