import { advice } from '../../src/rule/cure/build.ts';
import { GIVE_NAMES, namesGiven } from '../../src/rule/names-given.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { tokensOf } from '../../src/sql/tokens.ts';

/** https://www.postgresql.org/docs/current/runtime-config-preset.html#GUC-MAX-IDENTIFIER-LENGTH */
const MOST = 63;

export default defineRule({
  name: 'identifier-too-long',
  summary: 'Keep names within 63 bytes.',
  why: `
    PostgreSQL cuts longer names to their first 63 bytes and says so in a notice that nobody sees. Programs that look for
    the whole name in the catalogs do not find it, and of two names that begin alike the second exists already.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS'],
  on: GIVE_NAMES,

  check(operation, here) {
    return namesGiven(operation).flatMap(({ kind, name }) => {
      const bytes = bytesOf(here.textOf(name.span));
      if (bytes <= MOST) return [];
      return [{
        message: `The name of this ${kind} has ${bytes} bytes: PostgreSQL calls it "${name.name}".`,
        at: here.at,
        span: name.span,
        because: [],
        cure: advice(`Shorten it to ${MOST} bytes, by words of your own.`),
      }];
    });
  },
});

/** Of the last part of a name as it is written. */
function bytesOf(written: string): number {
  const last = tokensOf(written).at(-1);
  const text = last ? written.slice(last.start, last.end) : written;
  const bare = text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  return new TextEncoder().encode(bare).length;
}
