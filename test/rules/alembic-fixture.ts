import type { Config } from '../../src/config/config.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject } from '../../src/project/project.ts';
import { alembicSource } from '../../src/sources/alembic/source.ts';
import { memoryWorld } from '../text/memory-world.ts';

/** An Alembic project of these modules; each revision has a transaction of its own. That nothing limits its waits is said of all. */
export function alembicOf(modules: readonly string[], config: Config = DEFAULT_CONFIG): Project {
  const world = memoryWorld({
    '/project/alembic.ini': '[alembic]\nscript_location = migrations\n',
    '/project/migrations/env.py': 'from alembic import context\ncontext.configure(connection=None, target_metadata=None, transaction_per_migration=True)\n',
    '/project/app/models.py': 'from app.db import Base\n\n\nclass Order(Base):\n    __tablename__ = \'orders\'\n',
    ...Object.fromEntries(modules.map((text, at) => [`/project/migrations/versions/${at + 1}.py`, text])),
  });
  const found = alembicSource.detect('/project', world);
  if (!found) throw new Error('the fixture is no project');
  const rules: Config['rules'] = { 'missing-lock-timeout': { level: 'off', options: {} }, ...config.rules };
  return openProject({ source: alembicSource, found, config: { ...config, rules }, world });
}
