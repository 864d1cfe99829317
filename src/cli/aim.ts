import type { Rename } from '../autogenerate/renames.ts';
import { lastPart } from '../autogenerate/renames.ts';
import { columnNamed, nameOf, relationNamed } from '../autogenerate/sides.ts';
import type { Scope } from '../autogenerate/sides.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Relation } from '../catalog/object.ts';
import type { Aim } from '../project/autogenerate.ts';
import { disk } from '../project/disk.ts';
import { excludedIn } from '../project/excluded.ts';
import type { Project } from '../project/project.ts';
import { quoteName } from '../sql/quote.ts';
import { UsageError } from './io.ts';
import type { WantedSchema } from './wanted-schema.ts';

/** What a person says of how to get there. */
export interface SaidOfAim { readonly rename?: readonly string[]; readonly drop?: readonly string[]; readonly schema?: readonly string[] }

/** Throws `UsageError` where something is named that is not there. */
export function aimOf({ rename = [], drop = [], schema = [] }: SaidOfAim, wanted: WantedSchema, now: Catalog, project: Project): Aim {
  const things = new Things(now);
  const renames = rename.map((typed) => renameNamed(typed, things));
  return {
    wanted: wanted.catalog,
    scope: scopeOf(schema, wanted, now, project),
    renames: [...renames.filter(({ kind }) => kind === 'table'), ...renames.filter(({ kind }) => kind === 'column').map((one) => onRenamed(one, renames))],
    parted: [],
    drops: new Set(drop.map((typed) => things.named(typed, '--drop'))),
  };
}

/** Things in other schemas than those that the migrations make things in, and those that are named, are somebody else's. */
function scopeOf(named: readonly string[], wanted: WantedSchema, now: Catalog, project: Project): Scope {
  const own = (catalog: Catalog) => [...catalog.relations().map(({ schema }) => schema), ...catalog.userTypes().map(({ schema }) => schema), ...catalog.schemas()];
  const excluded = excludedIn(project, disk);
  return {
    schemas: new Set(['public', ...own(now), ...(wanted.isWritten ? own(wanted.catalog) : []), ...named]),
    leavesAlone: (relation) => excluded.table(relation),
    leavesTypes: excluded.types,
    brought: new Set(wanted.brought),
  };
}

/** `users:people`, `users.mail:email`, and what is behind the colon in full. */
function renameNamed(typed: string, things: Things): Rename {
  const parts = /^((?:"(?:[^"]|"")*"|[^":])+):((?:"(?:[^"]|"")*"|[^":])+)$/.exec(typed);
  if (!parts) throw new UsageError(`--rename ${typed}: write the old name, a colon and the new one: users:people, users.mail:email.`);
  const [, old = '', made = ''] = parts;
  const from = things.named(old, '--rename');
  const kind = things.isTable(from) ? 'table' : 'column';
  const whole = from.slice(0, from.length - lastPart(from).length);
  return { kind, from, to: `${whole}${quoteName(unquoted(lastPart(made)))}` };
}

/** A column is renamed once its table is. */
function onRenamed(rename: Rename, renames: readonly Rename[]): Rename {
  const table = renames.find(({ kind, from }) => kind === 'table' && rename.from.startsWith(`${from}.`));
  if (!table) return rename;
  const moved = (name: string) => `${table.to}${name.slice(table.from.length)}`;
  return { kind: 'column', from: moved(rename.from), to: moved(rename.to) };
}

function unquoted(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}

/** The tables and columns that are there, as a person may call them. */
class Things {
  readonly #now: Catalog;

  constructor(now: Catalog) {
    this.#now = now;
  }

  /** As SQL has it, where `public` is looked at first. Throws `UsageError`. */
  named(typed: string, option: string): string {
    const parts = (typed.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map(unquoted);
    const [last = ''] = parts.slice(-1);
    const table = this.#table(parts);
    if (table) return nameOf(table);
    const owner = this.#table(parts.slice(0, -1));
    if (owner && columnNamed(owner, last, this.#now)) return `${nameOf(owner)}.${quoteName(last)}`;
    throw new UsageError(`${option} ${typed}: the migrations make no table${parts.length > 1 ? ' or column' : ''} of that name.`);
  }

  isTable(name: string): boolean {
    return this.#now.relations().some((relation) => nameOf(relation) === name);
  }

  #table(parts: readonly string[]): Relation | undefined {
    const [name, schema = 'public', ...more] = parts.toReversed();
    const relation = name === undefined || more.length > 0 ? undefined : relationNamed(this.#now, { schema, name });
    return relation && (relation.type === 'table' || relation.type === 'partitioned') ? relation : undefined;
  }
}
