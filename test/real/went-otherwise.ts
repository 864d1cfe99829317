import type { Step } from '../../src/migrations/migration.ts';
import { same } from '../alembic-parity/normalisations.ts';

/** A statement or a boundary of ours. `certain`: it is sent on every way through the script. */
interface Sent { readonly sql: string; readonly certain: boolean; readonly written: boolean }

/** What Phasewise sends, as offline mode shows it. */
export function sent(steps: readonly Step[]): readonly Sent[] {
  return steps.flatMap((step): readonly Sent[] => {
    if (step.kind === 'boundary') return [{ sql: step.does === 'leave transaction' ? 'COMMIT' : 'BEGIN', certain: false, written: false }];
    if (step.kind === 'unread') return [];
    return [{ sql: step.sql.text, certain: step.when.kind === 'always', written: step.origin === 'written' }];
  });
}

/** Two ways in which offline mode goes otherwise than a run: each is undone in ours, and only where they differ without it. */
const BRANCH = 'what the server or Python alone decides is read both ways, and offline mode goes one';
const NULLS = 'offline, values that are given beside the text are NULL';

/** Our statements as offline mode would show them, and in what ways that was needed. */
export function alike(theirs: readonly string[], ours: readonly Sent[]): { readonly statements: readonly string[]; readonly ways: readonly string[] } {
  const statements: string[] = [];
  const ways = new Set<string>();
  for (const { sql, certain, written } of ours) {
    const their = theirs[statements.length];
    if (their !== undefined && same(their, sql)) statements.push(sql);
    else if (their !== undefined && written && withNulls(their, sql)) {
      statements.push(their);
      ways.add(NULLS);
    } else if (certain) statements.push(sql);
    else ways.add(BRANCH);
  }
  return { statements, ways: [...ways] };
}

/** Is theirs ours with NULL for some of the values? */
function withNulls(their: string, our: string): boolean {
  const pattern = their.split(/\bNULL\b/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return pattern.length > 1 && new RegExp(`^${pattern.join('(?:[^\\s\']\\S*|\'(?:[^\']|\'\')*\'|ARRAY\\[[^\\]]*\\]|\\([^)]*\\))')}$`).test(our);
}
