import { rules } from '../../rules/index.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import type { Aim, PlannedMigration } from '../../src/project/autogenerate.ts';
import { gapTo, planned } from '../../src/project/autogenerate.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject } from '../../src/project/project.ts';
import { SOURCES } from '../../src/project/sources.ts';
import { EVERYTHING } from '../autogenerate/comparing.ts';
import { memoryWorld } from '../text/memory-world.ts';

/** A project of plain SQL whose migrations our own runner applies. */
export const PLAIN = projectIn({ '/project/migrations/001_begin.sql': 'SELECT 1;\n' });

export const ALEMBIC = projectIn({
  '/project/alembic.ini': '[alembic]\nscript_location = migrations\n', '/project/migrations/env.py': '',
  '/project/migrations/versions/a.py': "revision = 'a'\ndown_revision = None\ndef upgrade(): pass\ndef downgrade(): pass\n",
});

function projectIn(files: Readonly<Record<string, string>>): Project {
  const world = memoryWorld(files);
  const [hit] = SOURCES.flatMap((source) => {
    const found = ['/project', '/project/migrations'].map((folder) => source.detect(folder, world)).find((one) => one !== undefined);
    return found ? [{ source, found }] : [];
  });
  if (!hit) throw new Error('no project');
  return openProject({ ...hit, config: DEFAULT_CONFIG, world });
}

export function aimAt(wanted: Catalog, more: Partial<Aim> = {}): Aim {
  return { wanted, scope: EVERYTHING, renames: [], drops: new Set(), parted: [], ...more };
}

export function migrationsBetween(now: Catalog, wanted: Catalog, { project = PLAIN, ...more }: Partial<Aim> & { readonly project?: Project } = {}): readonly PlannedMigration[] {
  const aim = aimAt(wanted, more);
  return planned(gapTo(aim, now), aim, now, project, rules);
}
