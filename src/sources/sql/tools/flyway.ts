import { settingsIn } from '../../settings-in.ts';
import { filesBelow } from '../layout.ts';
import type { Look } from '../look.ts';
import type { SqlTool } from '../tool.ts';

const SETTINGS = ['flyway.toml', 'flyway.conf', 'application.properties', 'conf/flyway.conf'];

/** Not REINDEX INDEX CONCURRENTLY, nor DETACH PARTITION CONCURRENTLY: those fail unless the script's own `.conf` opts out. */
const KNOWN = '(?:CREATE|DROP)(?: UNIQUE)? INDEX CONCURRENTLY|(?:CREATE|DROP) (?:DATABASE|TABLESPACE|SUBSCRIPTION)|ALTER SYSTEM'
  + '|REINDEX(?: VERBOSE)? (?:SCHEMA|DATABASE|SYSTEM)|VACUUM|DISCARD ALL';

/**
 * Statements one by one, in a transaction around the script. It knows statements that PostgreSQL refuses in one and
 * runs a script of those alone without it; a script of both kinds is refused, unless `mixed` lets it run without.
 * `group`: one transaction around all pending scripts. A script's own `.conf` may say executeInTransaction=false.
 * https://documentation.red-gate.com/fd/migration-transaction-handling-273973399.html
 * https://github.com/flyway/flyway/blob/main/flyway-database/flyway-database-postgresql/src/main/java/org/flywaydb/database/postgresql/PostgreSQLParser.java
 */
export const flyway: SqlTool = {
  id: 'flyway',
  name: 'Flyway',
  owns: (here) => here.files.some((name) => /^[VURB]\d*(?:[._]\d+)*__.*\.sql$/.test(name))
    || (/\/db\/migration(?:\/|$)/.test(here.folder) && here.around(['build.gradle', 'build.gradle.kts', 'pom.xml'], /flyway/i)),
  layout: (folder, world) => {
    const { entries } = filesBelow(folder, world);
    return { entries: entries.map((entry) => (entry.name.repeatable ? { ...entry, name: { ...entry.name, version: entry.name.file.replace(/\.sql$/i, ''), repeatable: false } } : entry)), order: 'number' };
  },
  style: { alone: ({ read, path }) => /^[ \t]*executeInTransaction\s*=\s*false\b/im.test(read(`${path}.conf`)) },
  placeholders: (here) => placeholdersOf(here.nearest(...SETTINGS)),
  ledger: { name: 'flyway_schema_history' },
  runs: (here) => ({
    wraps: isOn('group', here) ? 'run' : 'script',
    sends: 'statements',
    unwraps: isOn('mixed', here) ? 'any' : 'all',
    knows: KNOWN,
    settings: settingsIn([...here.nearest(...SETTINGS).matchAll(/^[ \t]*(?:(?:spring\.)?flyway\.)?init-?sqls?[ \t]*=[ \t]*"?(.*?)"?[ \t]*$/gim)].map(([, sql = '']) => sql)),
  }),
  dotted: true,
  words: { own: 'in a file of its own', alone: 'in a file of its own, with executeInTransaction=false in a file beside it that is named like it with .conf behind' },
};

/** `flyway.placeholders.schema=app`, or `schema = "app"` below `[flyway.placeholders]`; what the environment decides is left out. */
function placeholdersOf(settings: string): Readonly<Record<string, string>> {
  const [, below = ''] = /^[ \t]*\[(?:flyway|environments\.\w+\.flyway)\.placeholders\]\s*$([^[]*)/m.exec(settings) ?? [];
  const lines = [
    ...settings.matchAll(/^[ \t]*(?:spring\.)?flyway\.placeholders\.([^\s=]+?)[ \t]*=[ \t]*(.*?)[ \t]*$/gm),
    ...below.matchAll(/^[ \t]*"?([\w.:-]+)"?[ \t]*=[ \t]*["']([^"'\r\n]*)["'][ \t]*$/gm),
  ];
  return Object.fromEntries(lines.flatMap(([, name = '', value = '']) => (/\$\{|^env\./.test(value) ? [] : [[name, value]])));
}

function isOn(key: string, here: Look): boolean {
  return here.around(SETTINGS, new RegExp(`^\\s*(?:(?:spring\\.)?flyway\\.)?${key}\\s*=\\s*"?true\\b`, 'im'));
}
