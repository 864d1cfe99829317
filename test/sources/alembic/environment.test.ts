import { expect, test } from 'vitest';
import { excludedIn } from '../../../src/project/excluded.ts';
import { DEFAULT_CONFIG } from '../../../src/config/config.ts';
import { alembicSource } from '../../../src/sources/alembic/source.ts';
import { memory } from './disk.ts';

function world(env: string, files: Readonly<Record<string, string>> = {}) {
  return memory({
    '/app/alembic.ini': '[alembic]\nscript_location = migrations\nversion_schema = ops\n', '/app/migrations/versions/a.py': "revision = 'a'\ndef upgrade(): pass\n",
    '/app/migrations/env.py': `import os\nfrom alembic import context\nconfig = context.config\n${env}\n`, ...files,
  });
}

const detected = (env: string, files?: Readonly<Record<string, string>>) => alembicSource.detect('/app', world(env, files));

test.each([
  ["context.configure(version_table='v')", { name: 'v' }],
  ["SCHEMA = config.get_main_option('version_schema')\ncontext.configure(version_table_schema=SCHEMA)", { name: 'alembic_version', schema: 'ops' }],
  ["context.configure(version_table_schema=config.get_main_option('other', 'there'))", { name: 'alembic_version', schema: 'there' }],
  ["context.configure(version_table_schema=config.get_main_option('other'))", { name: 'alembic_version' }],
  ['from app.names import SCHEMA\ncontext.configure(version_table_schema=SCHEMA)', { name: 'alembic_version', schema: 'hbi' }],
  ['context.configure(**settings)', { name: 'alembic_version' }],
])('%s says where the version table is', (env, versionTable) => {
  const found = detected(env, { '/app/app/names.py': "SCHEMA = 'hbi'\n" });
  expect([found?.versionTable, found?.computed]).toEqual([versionTable, undefined]);
});

test.each([
  ['context.configure(version_table_schema=tenant())', 'version_table_schema', 'tenant()'],
  ["context.configure(version_table=os.environ['TABLE'])", 'version_table', "os.environ['TABLE']"],
  ["context.configure(version_table=os.environ.get('TABLE', 'v'))", 'version_table', "os.environ.get('TABLE', 'v')"],
  ["settings = {}\nsettings['version_table'] = name()\ncontext.configure(**settings)", 'version_table', "'version_table'"],
])('%s computes it', (env, what, written) => {
  const found = detected(env);
  const text = `import os\nfrom alembic import context\nconfig = context.config\n${env}\n`;
  expect(found?.versionTable).toEqual({ name: 'alembic_version' });
  expect(found?.computed?.map(({ place: { span }, ...one }) => ({ ...one, at: text.slice(span.start, span.end) })).map(({ what: said, at }) => [said, at])).toEqual([[what, written]]);
});

function excluded(env: string, exclude: readonly string[] = []) {
  const disk = world(env);
  const found = alembicSource.detect('/app', disk) ?? expect.fail('it is a project');
  return excludedIn({ config: { ...DEFAULT_CONFIG, alembic: { ...DEFAULT_CONFIG.alembic, exclude } }, source: alembicSource, found }, disk);
}

const OBJECT = 'def include_object(object, name, type_, reflected, compare_to):\n';
const SAID = 'context.configure(include_object=include_object)';

test.each([
  [`${OBJECT}    if type_ == "table" and name in ("spatial_ref_sys", "layer"):\n        return False\n    return True\n${SAID}`, ['spatial_ref_sys', 'layer']],
  [`IGNORED = ['layer']\n${OBJECT}    return not (type_ == "table" and name in IGNORED)\n${SAID}`, ['layer']],
  [`${OBJECT}    if type_ == "table":\n        if name.startswith("spatial_"):\n            return False\n    else:\n        return True\n    return True\n${SAID}`, ['spatial_ref_sys']],
  ['context.configure(include_object=lambda obj, name, type_, reflected, compare_to: name != "layer")', ['layer']],
  ['def include_name(name, type_, parent_names):\n    if type_ == "table":\n        return name in ["orders"]\n    return True\ncontext.configure(include_name=include_name)', ['spatial_ref_sys', 'layer']],
  [`${OBJECT}    if object.schema == "other":\n        return False\n    return True\n${SAID}`, []],
  [`${OBJECT}    for one in tables():\n        return False\n    return True\n${SAID}`, []],
])('env.py leaves tables alone: %s', (env, left) => {
  expect(['orders', 'spatial_ref_sys', 'layer'].filter((name) => excluded(env).table({ name }))).toEqual(left);
});

test('the configuration leaves tables alone, and so does everybody the version table', () => {
  const { table } = excluded('', ['audit_*', 'ops.*']);
  expect([{ name: 'audit_log' }, { schema: 'public', name: 'audit_log' }, { schema: 'ops', name: 'jobs' }, { name: 'jobs' }, { schema: 'public', name: 'alembic_version' }].map(table))
    .toEqual([true, true, true, false, true]);
});
