import type { Change } from '../autogenerate/change.ts';
import { takesAway } from '../autogenerate/change.ts';
import { compared } from '../autogenerate/compare.ts';
import type { Rename } from '../autogenerate/renames.ts';
import { afterStatements, possibleRenames, renameSql, reversed } from '../autogenerate/renames.ts';
import type { Scope } from '../autogenerate/sides.ts';
import { nameOf } from '../autogenerate/sides.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { emptyCatalog } from '../catalog/replayed.ts';
import type { Enums, ScriptBody } from '../migrations/draft.ts';
import type { Rule } from '../rule/rule.ts';
import type { Stretch } from './in-phases.ts';
import { inPhases, stretchOf, wayBack } from './in-phases.ts';
import type { Project } from './project.ts';
import { History } from './replay.ts';

/** What is to be there, and what is said of how to get there. */
export interface Aim {
  readonly wanted: Catalog;
  readonly scope: Scope;
  readonly renames: readonly Rename[];
  /** What goes for sure, as SQL has it: "users", "users.mail". It is nothing that has another name by now. */
  readonly drops: ReadonlySet<string>;
  /** What somebody has said to be two things. */
  readonly parted: readonly Rename[];
}

/** In what the schema that the migrations make is otherwise than the one that is wanted. */
export interface Gap {
  readonly changes: readonly Change[];
  readonly cannot: readonly string[];
  readonly notCompared: readonly string[];
  /** What may be the same under another name, and nobody has said so. */
  readonly possible: readonly Rename[];
}

/** One migration of those that close the gap. */
export interface PlannedMigration {
  readonly phase: 'expand' | 'contract';
  /** In a few words what it does. */
  readonly about: string;
  readonly up: ScriptBody;
  readonly down: ScriptBody;
}

/** The schema after these revisions, in a history that begins with an empty database unless the project says otherwise. */
export function schemaAfter(revisions: readonly string[], project: Project): Catalog {
  const whole = project.start ? project : { ...project, start: { name: 'nothing', catalog: emptyCatalog({ complete: true }), at: [] } };
  return new History(whole).after(revisions);
}

export function gapTo({ wanted, scope, renames, drops, parted }: Aim, now: Catalog): Gap {
  const statements = renames.map(renameSql);
  const renamed = afterStatements(statements, now);
  const possible = possibleRenames({ now: renamed, wanted, scope }).filter(({ from, to }) => !drops.has(from) && !parted.some((one) => one.from === from && one.to === to));
  const { changes, cannot, notCompared } = compared({ now: renamed, wanted, scope, anew: (column) => drops.has(column) });
  const first = renames.map((rename, at): Change => ({ stage: 'schema', about: `rename ${rename.from} to ${rename.to}`, sql: [statements[at] ?? ''] }));
  return { changes: [...first, ...changes], cannot, notCompared, possible };
}

/** The migrations that close the gap, in safe phases, each with its way back. What takes something away comes last. */
export function planned({ changes }: Gap, { scope, renames }: Aim, now: Catalog, project: Project, rules: readonly Rule[]): readonly PlannedMigration[] {
  const rest = changes.slice(renames.length);
  const isLabel = ({ stage }: Change) => stage === 'enum value';
  const groups: readonly { readonly phase: PlannedMigration['phase']; readonly changes: readonly Change[]; readonly renames?: readonly Rename[] }[] = [
    { phase: 'expand', changes: changes.slice(0, renames.length), renames },
    // A label that comes in a transaction can only be used once that has ended.
    { phase: 'expand', changes: rest.filter(isLabel) },
    { phase: 'expand', changes: rest.filter((one) => !isLabel(one) && !takesAway(one)) },
    { phase: 'contract', changes: rest.filter(takesAway) },
  ];
  let catalog = now;
  return groups.filter((group) => group.changes.length > 0).flatMap(({ phase, changes: own, renames: renamed = [] }) => {
    const statements = own.flatMap(({ sql }) => sql);
    const stretches = phase === 'contract' ? [stretchOf('own', statements)] : inPhases(statements, { catalog, project, rules });
    return stretches.map((stretch): PlannedMigration => {
      const before = catalog;
      catalog = afterStatements(stretch.statements, before);
      const down = downOf(stretch, { before, after: catalog, scope, renamed }, project, rules);
      const about = stretch.about !== '' ? stretch.about : own[0]?.about ?? '';
      const enums = { ...enumsIn(before), ...enumsIn(catalog) };
      return { phase, about, up: { ...withoutOwnTransaction(stretch, project), enums }, down: { ...down, enums } };
    });
  });
}

function enumsIn(catalog: Catalog): Enums {
  return Object.fromEntries(catalog.userTypes().flatMap((type) => (type.type === 'enum' ? [[nameOf(type), type.labels]] : [])));
}

/** Rows are read for long; where one transaction is around the whole run, that is not to hold the locks of all the rest. */
function withoutOwnTransaction({ transaction, statements, about }: Stretch, { tool }: Project): ScriptBody {
  const waits = tool.wraps === 'run' && about.startsWith('validate ');
  return { transaction: waits ? 'none' : transaction, statements };
}

interface Between { readonly before: Catalog; readonly after: Catalog; readonly scope: Scope; readonly renamed: readonly Rename[] }

/** What leads from the schema after a migration to the one before it. */
function downOf(up: ScriptBody, { before, after, scope, renamed }: Between, project: Project, rules: readonly Rule[]): ScriptBody {
  const back = up.statements.some((sql) => renamed.some((rename) => renameSql(rename) === sql)) ? renamed.toReversed().map((rename) => renameSql(reversed(rename))) : [];
  const { changes, cannot } = compared({ now: afterStatements(back, after), wanted: before, scope, anew: () => true });
  const down = wayBack([...back.map((sql): Change => ({ stage: 'schema', about: '', sql: [sql] })), ...changes], up, { catalog: before, project, rules });
  return cannot.length > 0 ? { ...down, remarks: cannot } : down;
}
