import type { Migration, Script, Unread } from '../../src/migrations/migration.ts';
import { isScript } from '../../src/migrations/migration.ts';
import type { Project } from '../../src/project/project.ts';
import { general, placeIn } from './tally.ts';

/** What became of the scripts of one direction. Each is in one of the first four. */
export interface Wholeness {
  /** Every step is read, or it says that Python goes no further. */
  readonly whole: number;
  /** All that is unread of it changes nothing but rows. */
  readonly rowsUnread: number;
  /** All that is unread of it are calls that Alembic itself refuses with an error: that is what the script does. */
  readonly alembicStops: number;
  readonly unread: number;
  /** There is no function, or one that does nothing, or raises an error at once: no scripts to be read. */
  readonly none: Readonly<Record<'absent' | 'empty' | 'raises', number>>;
  /** The first reason of each script that is not whole, most frequent first. */
  readonly reasons: readonly Reason[];
}

export interface Reason { readonly reason: string; readonly scripts: number; readonly examples: readonly string[] }

export interface Reading { readonly root: string; readonly files: number; readonly unreadable: readonly string[]; readonly upgrades: Wholeness; readonly downgrades: Wholeness }

const EXAMPLES = 20;

/** How much of a project of Alembic is read: a script is whole if no unread step reaches anything. */
export function readingOf(project: Project): Reading {
  const { migrations, problems, root } = project;
  return {
    root,
    files: migrations.length,
    unreadable: problems.filter(({ level }) => level === 'error').map(({ message, place }) => `${message} (${placeIn(project, place)})`),
    upgrades: wholenessOf(project, migrations, ({ upgrade }) => upgrade),
    downgrades: wholenessOf(project, migrations, ({ downgrade }) => downgrade),
  };
}

function wholenessOf(project: Project, migrations: readonly Migration[], scriptOf: (migration: Migration) => Migration['downgrade']): Wholeness {
  const counts = { whole: 0, rowsUnread: 0, alembicStops: 0, unread: 0 };
  const none = { absent: 0, empty: 0, raises: 0 };
  const examples = new Map<string, string[]>();
  for (const script of migrations.map(scriptOf)) {
    if (!isScript(script)) {
      none[script.none] += 1;
      continue;
    }
    const { kind, reason } = outcomeOf(script);
    counts[kind] += 1;
    if (!reason) continue;
    const said = general(reason.reason);
    examples.set(said, [...(examples.get(said) ?? []), placeIn(project, reason.place)]);
  }
  return { ...counts, none, reasons: inOrder(examples) };
}

function inOrder(examples: ReadonlyMap<string, readonly string[]>): readonly Reason[] {
  return [...examples].sort(([, a], [, b]) => b.length - a.length)
    .map(([reason, places]) => ({ reason, scripts: places.length, examples: places.slice(0, EXAMPLES) }));
}

function outcomeOf({ steps }: Script): { readonly kind: 'whole' | 'rowsUnread' | 'alembicStops' | 'unread'; readonly reason?: Unread } {
  const reaching = steps.filter((step) => step.kind === 'unread').filter(({ reach }) => reach !== 'nothing');
  const ours = reaching.filter(({ reason }) => !reason.startsWith('Alembic stops here: '));
  const [first] = [...ours.filter(({ reach }) => reach !== 'rows'), ...ours, ...reaching];
  if (!first) return { kind: 'whole' };
  if (ours.length === 0) return { kind: 'alembicStops', reason: first };
  return { kind: ours.every(({ reach }) => reach === 'rows') ? 'rowsUnread' : 'unread', reason: first };
}

export function scriptsIn({ whole, rowsUnread, alembicStops, unread }: Wholeness): number {
  return whole + rowsUnread + alembicStops + unread;
}

/** All of them as one. */
export function together(all: readonly Wholeness[]): Wholeness {
  const sum = (of: (one: Wholeness) => number) => all.reduce((total, one) => total + of(one), 0);
  const reasons = new Map<string, Reason>();
  for (const { reason, scripts, examples } of all.flatMap((one) => one.reasons)) {
    const before = reasons.get(reason);
    reasons.set(reason, { reason, scripts: scripts + (before?.scripts ?? 0), examples: [...(before?.examples ?? []), ...examples].slice(0, EXAMPLES) });
  }
  return {
    whole: sum(({ whole }) => whole), rowsUnread: sum(({ rowsUnread }) => rowsUnread), alembicStops: sum(({ alembicStops }) => alembicStops), unread: sum(({ unread }) => unread),
    none: { absent: sum(({ none }) => none.absent), empty: sum(({ none }) => none.empty), raises: sum(({ none }) => none.raises) },
    reasons: [...reasons.values()].sort((a, b) => b.scripts - a.scripts),
  };
}
