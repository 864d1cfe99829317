import { rules } from '../../rules/index.ts';
import type { Config } from '../../src/config/config.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import type { Direction } from '../../src/migrations/migration.ts';
import type { Fix, FixOptions } from '../../src/project/fix.ts';
import { fix } from '../../src/project/fix.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject } from '../../src/project/project.ts';
import { SOURCES } from '../../src/project/sources.ts';
import type { World } from '../../src/text/world.ts';

/** A project below /project, and what --fix makes of it where nothing is published. */
export interface FixedProject { readonly project: Project; readonly fixed: Fix; again(): Fix }

export function fixedIn(world: World, options: Partial<FixOptions> & { readonly config?: Config; readonly root?: string; readonly directions?: readonly Direction[] } = {}): FixedProject {
  const { config = DEFAULT_CONFIG, root = '/project', ...more } = options;
  const [hit] = SOURCES.flatMap((source) => {
    const found = source.detect(root, world);
    return found ? [{ source, found }] : [];
  });
  if (!hit) throw new Error('no project');
  const opening = { ...hit, config };
  const project = openProject({ ...opening, world });
  const asked: FixOptions = { isWanted: () => true, keeps: () => undefined, ...more };
  const fixed = fix(project, opening, world, rules, asked);
  return { project, fixed, again: () => fix(fixed.project, opening, fixed.world, rules, asked) };
}

/** What a fix comes to, for a table of many. */
export function outcomeOf({ fixed, left, contents }: Fix): string {
  const files = [...contents].map(([path, text]) => `${text === undefined ? '-' : '+'}${path.slice(path.lastIndexOf('/') + 1)}`).sort();
  return [
    ...(fixed.length > 0 ? [`fixed: ${files.join(' ')}`] : []),
    ...left.map(({ finding, because }) => `left ${finding.rule}: ${because}`),
  ].join('\n  ');
}
