import type { Condition, Reach } from '../migrations/condition.ts';
import type { Unread } from '../migrations/migration.ts';
import type { Placeholder } from '../sql/placeholder.ts';
import { perhapsPlaceholdersIn } from '../sql/placeholder.ts';
import { readable } from '../sql/readable.ts';
import type { StandIn } from '../sql/stand-in.ts';
import type { MappedText } from '../text/mapped.ts';
import { placeOf } from '../text/mapped.ts';

/** A statement as it can be read, and what stands in it for what is not known. */
export interface Filled { readonly kind: 'filled'; readonly sql: MappedText; readonly standIns: readonly StandIn[]; readonly when: Condition }

/** Puts stand-ins for the placeholders of a statement; unread where PostgreSQL can read it with none. `standIns`: those that it has. */
export function fitted(sql: MappedText, placeholders: readonly Placeholder[], standIns: readonly StandIn[], when: Condition): Filled | Unread {
  if (placeholders.length === 0 && perhapsPlaceholdersIn(sql.text).length === 0) return { kind: 'filled', sql, standIns, when };
  const found = readable(sql.text, placeholders);
  if (found.kind === 'readable') return { kind: 'filled', sql: { ...sql, text: found.sql }, standIns: [...standIns, ...found.standIns].sort((a, b) => a.start - b.start), when };
  if (!found.placeholder) return { kind: 'filled', sql, standIns, when };
  const { written: word, start, end } = found.placeholder;
  return { kind: 'unread', reason: reasonFor(word), place: placeOf(sql, { start, end }), reach: reachOf(sql.text), when };
}

function reasonFor(word: string): string {
  const way = /^\W*[\w.:-]+\W*$/.test(word) ? 'State its value under [placeholders] in phasewise.toml.' : 'Lint the file as the tool sends it.';
  return `The tool that sends this file fills in \`${word}\`, and PostgreSQL can read the statement only then, so what it would do is not judged. ${way}`;
}

/** What a statement may change, by the word it begins with. */
function reachOf(sql: string): Reach {
  const [word] = /^\s*[a-z]+/i.exec(sql) ?? [''];
  switch (word.trim().toLowerCase()) {
    case 'insert':
    case 'update':
    case 'delete':
    case 'copy': return 'rows';
    case 'comment':
    case 'grant':
    case 'revoke': return 'nothing';
    default: return 'anything';
  }
}
