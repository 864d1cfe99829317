import { isFolded } from '../catalog/alter-table.ts';
import type { Operation } from '../operations/operation.ts';
import { readStatement } from '../operations/read.ts';
import { split } from '../sql/split.ts';

/** What the statements of a schema do beside making things that are compared: "OWNER TO (12 statements), GRANT". */
export function besidesSchema(sql: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const { start, end } of split(sql).pieces) {
    for (const operation of readStatement(sql.slice(start, end)).operations) {
      const words = wordsOf(operation);
      if (words !== undefined) counts.set(words, (counts.get(words) ?? 0) + 1);
    }
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([words, count]) => (count === 1 ? words : `${words} (${count} statements)`));
}

function wordsOf(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'alter table': return isFolded(operation) ? undefined : operation.does;
    case 'alter type': return operation.does;
    case 'other': return operation.extension ? undefined : operation.tag;
    case 'comment': return operation.on?.type === 'relation' || operation.on?.type === 'column' ? undefined : `COMMENT ON ${operation.what}`;
    case 'create base type': return 'CREATE TYPE of functions in C';
    case 'create publication': case 'alter publication': return operation.kind.toUpperCase();
    case 'insert': case 'update': case 'delete': case 'copy': case 'call': case 'run unknown text': return operation.kind.toUpperCase();
    default: return undefined;
  }
}
