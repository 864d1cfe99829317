import type { Migration } from '../../src/migrations/migration.ts';
import { graphOf } from '../../src/revisions/graph.ts';
import type { Graph } from '../../src/revisions/graph.ts';

export interface Sketch {
  readonly follows?: readonly string[];
  readonly labels?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly title?: string;
  readonly file?: string;
}

export function migration(revision: string, { follows = [], labels = [], dependsOn = [], title = '', file }: Sketch = {}): Migration {
  const path = `/versions/${file ?? `${revision}.py`}`;
  return {
    revision,
    parents: follows,
    dependsOn,
    labels,
    title,
    description: title,
    place: { path, span: { start: 0, end: revision.length } },
    reads: [],
    upgrade: { id: `${revision}#up`, path, steps: [], optsOut: false },
    downgrade: { none: 'absent' },
  };
}

export function graph(...migrations: readonly Migration[]): Graph {
  const built = graphOf(migrations);
  if (built.kind === 'problems') throw new Error(built.problems.map(({ message }) => message).join('\n'));
  return built.graph;
}

/** A fork and a merge, and a branch of its own that depends on what follows the merge. */
export function network(): Graph {
  return graph(
    migration('aaaa1111', { title: 'base' }),
    migration('bbbb2222', { follows: ['aaaa1111'], labels: ['feat'], title: 'b_feat' }),
    migration('cccc3333', { follows: ['aaaa1111'], title: 'c_main' }),
    migration('dddd4444', { follows: ['bbbb2222', 'cccc3333'], title: 'merge' }),
    migration('eeee5555', { follows: ['dddd4444'], title: 'after' }),
    migration('9999aaaa', { labels: ['net'], dependsOn: ['eeee5555'], title: 'netbase' }),
    migration('9999bbbb', { follows: ['9999aaaa'], title: 'net2' }),
  );
}
