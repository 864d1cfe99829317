import type { JsonSchema } from './field.ts';
import { choice, duration, flag, imported, list, literal, majors, named, table, text, texts, told, whole } from './field.ts';
import type { Configurable } from './rule-field.ts';
import { ruleSettings } from './rule-field.ts';

/** Every key of a configuration, in the order in which people read them. What is read and what editors are told follows from this. */
export function keysOf(rules: readonly Configurable[]) {
  return table({
    'postgres': told('The majors of PostgreSQL that the project runs on: "14-18", 16, [14, 16].', majors()),
    'tool': told('Who applies the migrations, if not the tool that they are written for: "phasewise", "flyway", …', text()),
    'migrations': told('The folder with the migrations, relative to this file, if Phasewise does not find it.', text()),
    'preset': told('Which rules are on: essential (errors only), recommended, or strict (all, the warnings as errors).', choice(['essential', 'recommended', 'strict'])),
    'ignore': told('Files whose findings are not reported, as patterns relative to this file. They are read as a part of the history all the same.', texts('["db/legacy/**"]')),
    'start-after': told('The last revision of the time before Phasewise: it and all before it are read and not reported.', text()),
    'published': told('The branch on which migrations are published, such as "origin/main": what stands there must not change.', text()),
    'release': told('The sources of the application, as patterns relative to this file: what they name, the running release uses. They are read on the published branch, else as they are here, and never run.', texts('["app/**/*.py"]')),
    'small-table': told('Tables that are known to have no more rows than this are small: work on them is noted at most.', whole()),
    'rules': told('The level of a rule, or a table of its level and options.', ruleSettings(rules)),
    'paths': told('Other levels for some files.', list(table({
      files: told('Patterns relative to this file.', texts('["db/tenant/**"]')),
      rules: ruleSettings(rules),
    }))),
    'session': told('Settings in force on the connection that applies the migrations, made by a role, a database or a harness: lock_timeout = "2s".', named()),
    'placeholders': told('The values of ${name}, {{ name }} and :name in the files, if they are the same everywhere.', named()),
    'catalog': told('What the history begins with, where it is not an empty database, and how large it is.', table({
      from: told('A snapshot that `phasewise snapshot` wrote.', text()),
      baseline: told('A file of SQL that makes all there is, such as a schema.sql of pg_dump.', text()),
      at: told('The revision at which it stands.', text()),
      statistics: told('Sizes and uses of the tables, in a file that `phasewise statistics` wrote.', text()),
    })),
    'alembic': told('What Phasewise does not find out about the project\'s Alembic.', table({
      'version': told('The version of Alembic whose SQL is emitted, such as "1.8", where no lock file pins it.', text()),
      'version-table': told('The table that holds the applied revisions, where env.py computes its name.', text()),
      'version-table-schema': told('The schema of that table, where env.py computes it.', text()),
      'transaction-per-migration': told('Whether Alembic runs each migration in a transaction of its own, where env.py computes it.', flag()),
      'compare-type': told('Whether a comparison looks at the types of columns, where env.py computes it.', flag()),
      'exclude': told('Tables that others look after, as names or patterns: a comparison leaves them alone, as include_object of env.py may.', texts('["spatial_ref_sys", "audit_*"]')),
      'command': told('How the project\'s own Alembic is called, for `upgrade --delegate`.', texts('["poetry", "run", "alembic"]')),
      'constants': told('What names of other modules, and variables of the environment ("os.environ.X"), stand for where they cannot be read: "neutron_lib.db.constants.NAME_FIELD_SIZE" = 255.', imported(literal())),
      'types': told('The SQL of column types that cannot be read: "app.types.GUID" = "uuid".', imported(text())),
    })),
    'run': told('How `phasewise upgrade` applies.', table({
      'require-approval': told('The level from which on a finding needs an approval.', choice(['error', 'warning', 'note', 'none'])),
      'lock-timeout': told('How long one attempt may wait for a lock.', duration()),
      'give-up-after': told('How long to go on trying for a lock.', duration()),
    })),
  });
}

/** The JSON schema of `phasewise.toml`, `[tool.phasewise]` and `"phasewise"` in package.json. */
export function configSchema(rules: readonly Configurable[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'phasewise.toml',
    description: 'The configuration of Phasewise, also as [tool.phasewise] in pyproject.toml and as "phasewise" in package.json.',
    ...keysOf(rules).schema,
  };
}
