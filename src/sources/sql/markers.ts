import type { Direction } from '../../migrations/migration.ts';
import { tokensOf } from '../../sql/tokens.ts';

/** How the tool that a file is written for is told what a file of its own is. */
export interface Markers {
  /** The lines above a script that runs in a transaction; none where a file is a script. */
  readonly inside: readonly string[];
  /** The lines above one that runs outside of any. */
  readonly outside: readonly string[];
  /** What must stand around a statement with semicolons in it, for tools that part files at line ends. */
  readonly around?: readonly [string, string];
}

/** Our own header, for files without sections. */
export const PLAIN: Markers = { inside: [], outside: ['-- transaction: false'] };

const OF_TERN = /^----[ \t]*(?:create above[ \t]*\/[ \t]*drop below|tern:[ \t]*disable-tx)/i;
const OF_TOOL = /^--[ \t]*(migrate:|\+goose[ \t]+|\+migrate[ \t]+)(?:up|down)\b/i;

/** The markers of dbmate, goose, sql-migrate or tern, as a file has them; undefined where it has no sections. */
export function markersOf(sql: string, direction: Direction): Markers | undefined {
  for (const { kind, start, end } of tokensOf(sql)) {
    if (kind !== 'comment') continue;
    const comment = sql.slice(start, end);
    if (OF_TERN.test(comment)) return { inside: [], outside: ['---- tern: disable-tx ----'] };
    const [, tool] = OF_TOOL.exec(comment) ?? [];
    if (tool !== undefined) return markersFor(tool.trim().toLowerCase(), direction);
  }
  return undefined;
}

function markersFor(tool: string, direction: Direction): Markers {
  const word = direction === 'up' ? 'Up' : 'Down';
  switch (tool) {
    case '+goose': return { inside: [`-- +goose ${word}`], outside: ['-- +goose NO TRANSACTION', `-- +goose ${word}`], around: around('goose') };
    case '+migrate': return { inside: [`-- +migrate ${word}`], outside: [`-- +migrate ${word} notransaction`], around: around('migrate') };
    default: return { inside: [`-- migrate:${direction}`], outside: [`-- migrate:${direction} transaction:false`] };
  }
}

function around(tool: string): readonly [string, string] {
  return [`-- +${tool} StatementBegin`, `-- +${tool} StatementEnd`];
}
