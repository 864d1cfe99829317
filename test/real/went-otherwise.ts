import type { Step } from '../../src/migrations/migration.ts';
import type { Span } from '../../src/text/place.ts';
import { same } from '../alembic-parity/normalisations.ts';

/** A statement or a boundary of ours. `certain`: it is sent on every way through the script. `standIns`: where values stand in for those that Python makes. */
interface Sent { readonly sql: string; readonly certain: boolean; readonly written: boolean; readonly standIns: readonly Span[] }

/** What Phasewise sends, as offline mode shows it. */
export function sent(steps: readonly Step[]): readonly Sent[] {
  return steps.flatMap((step): readonly Sent[] => {
    if (step.kind === 'boundary') return [{ sql: step.does === 'leave transaction' ? 'COMMIT' : 'BEGIN', certain: false, written: false, standIns: [] }];
    if (step.kind === 'unread') return [];
    return [{ sql: step.sql.text, certain: step.when.kind === 'always', written: step.origin === 'written', standIns: step.standIns }];
  });
}

/** Ways in which offline mode goes otherwise than a run: each is undone in ours, and only where they differ without it. */
const BRANCH = 'what the server or Python alone decides is read both ways, and offline mode goes one';
const MADE = 'values that Python makes anew or knows alone';
const NULLS = 'offline, values that are given beside the text are NULL';

/** Our statements as offline mode would show them, and in what ways that was needed. */
export function alike(theirs: readonly string[], ours: readonly Sent[]): { readonly statements: readonly string[]; readonly ways: readonly string[] } {
  const statements: string[] = [];
  const ways = new Set<string>();
  for (const { sql, certain, written, standIns } of ours) {
    const their = theirs[statements.length];
    if (their !== undefined && same(their, sql)) statements.push(sql);
    else if (their !== undefined && written && withNulls(their, sql)) {
      statements.push(their);
      ways.add(NULLS);
    } else if (their !== undefined && withValues(their, sql, standIns)) {
      statements.push(their);
      ways.add(MADE);
    } else if (certain) statements.push(sql);
    else ways.add(BRANCH);
  }
  return { statements, ways: [...ways] };
}

/** Is theirs ours with values in the places of our stand-ins? */
function withValues(their: string, our: string, standIns: readonly Span[]): boolean {
  const parts = [...standIns, { start: our.length, end: our.length }].map(({ start }, at) => our.slice(standIns[at - 1]?.end ?? 0, start));
  const pattern = parts.map((part) => escaped(part).replace(/\s+/g, '\\s+'));
  return pattern.length > 1 && new RegExp(`^${pattern.join("(?:'(?:[^']|'')*'|[^\\s,()]+)")}$`).test(their);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Is theirs ours with NULL for some of the values? */
function withNulls(their: string, our: string): boolean {
  const pattern = their.split(/\bNULL\b/).map(escaped);
  return pattern.length > 1 && new RegExp(`^${pattern.join('(?:[^\\s\']\\S*|\'(?:[^\']|\'\')*\'|ARRAY\\[[^\\]]*\\]|\\([^)]*\\))')}$`).test(our);
}
