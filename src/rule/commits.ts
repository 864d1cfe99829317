import type { Phase } from '../migrations/cure.ts';
import type { Kind, Operation } from '../operations/operation.ts';
import { inTransaction, keep, outside } from './cure/build.ts';
import type { Fact } from './fact.ts';
import { withRuns } from './fact.ts';
import type { Situation } from './situation.ts';
import type { Placed, ScriptSituation } from './script-situation.ts';

/** Statements that are committed together, or one that commits by itself. */
export interface Committed { readonly alone: boolean; readonly facts: readonly Fact[] }

const CHANGES_NOTHING: ReadonlySet<Kind> = new Set(['set', 'transaction', 'select', 'analyze', 'vacuum']);

/** What a script does, in the parts in which it is committed; what changes no schema and no rows is left out. */
export function commitsOf({ facts }: ScriptSituation): readonly Committed[] {
  const parts: { readonly id: string | undefined; readonly facts: Fact[] }[] = [];
  for (const fact of facts.filter(({ reading }) => reading.operations.some(({ kind }) => !CHANGES_NOTHING.has(kind)))) {
    const id = fact.session.transaction?.id;
    const last = parts.at(-1);
    if (last && id !== undefined && last.id === id) last.facts.push(fact);
    else parts.push({ id, facts: [fact] });
  }
  return parts.map((part) => ({ alone: part.id === undefined, facts: part.facts }));
}

/** What is committed before `risk` runs, and fails when the script is run again after that. */
export interface Stranded extends Placed<Kind> { readonly risk: Placed<Kind> }

/** The first operation that stays when a later statement fails which depends on rows or on who else is at work. */
export function strandedIn(commits: readonly Committed[], script: ScriptSituation): Stranded | undefined {
  const commitOf = new Map(commits.flatMap(({ facts }, commit) => facts.flatMap(withRuns).map(({ at }) => [at, commit] as const)));
  const all = script.all();
  const risk = all.findLast((placed) => commitOf.has(placed.here.at) && mayFail(placed));
  const last = risk && commitOf.get(risk.here.at);
  const stranded = all.find(({ operation, here }) => (commitOf.get(here.at) ?? Infinity) < (last ?? 0) && failsAgain(operation, here));
  return stranded && risk && { ...stranded, risk };
}

/** It goes through rows that may not please it, or waits for others. A plain build takes any rows, a new table has none. */
function mayFail({ operation, here }: Placed<Kind>): boolean {
  if (operation.kind === 'create index' && !operation.unique && !operation.concurrently) return false;
  if (operation.kind === 'add constraint' && here.surelyNew(operation.table)) return false;
  return here.effects.waits.length > 0 || here.effects.work.some((work) => !here.isOnNew(work));
}

/** Each part in a migration of its own, outside a transaction where it must be. */
export function partByPart(commits: readonly Committed[], script: ScriptSituation): readonly Phase[] {
  return commits.map(({ facts }) => {
    const refused = facts.some((fact) => script.treatment(fact)?.effects.transaction === 'refused');
    return (refused ? outside : inTransaction)('expand', ...facts.map(({ at }) => keep(at)));
  });
}

/** It says that something is there already, or is gone; what has a guard, or replaces, passes. */
function failsAgain(operation: Operation, here: Situation): boolean {
  if (operation.when.kind !== 'always' || 'ifNotExists' in operation && operation.ifNotExists || 'ifExists' in operation && operation.ifExists) return false;
  if ('replace' in operation && operation.replace) return false;
  if (operation.kind === 'create index' && operation.name === undefined) return false;
  if (operation.kind === 'add constraint' && operation.constraint.name === undefined && operation.constraint.type !== 'primary key') return false;
  if (operation.kind === 'insert') return false;
  return here.inside === undefined && /^(?:create|drop|add|rename|attach|detach) /.test(operation.kind) && !AGAIN.has(operation.kind);
}

/** They do nothing where nothing is left to do. */
const AGAIN: ReadonlySet<Kind> = new Set(['drop default', 'drop not null', 'create statistics']);
