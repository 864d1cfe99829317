import type { VersionTableName } from '../../migrations/source.ts';
import { decode } from '../../text/decode.ts';
import { joined } from '../../text/path.ts';
import type { Place } from '../../text/place.ts';
import type { World } from '../../text/world.ts';
import { settingsIn } from '../settings-in.ts';
import type { Naming } from './emit/naming.ts';
import { DEFAULT_NAMING } from './emit/naming.ts';
import { evaluate } from './expression.ts';
import { handedBy } from './handed.ts';
import type { Modules } from './modules.ts';
import { namingOf } from './naming-convention.ts';
import { stringAt } from './member.ts';
import { holdsStandIn } from './stand-in.ts';
import type { ExprNode, PythonFile, StmtNode } from './python.ts';
import { parsePythonOnce, textsIn } from './python.ts';
import { moduleScope } from './definitions.ts';
import { Scope } from './scope.ts';
import type { CallValue, Value } from './value.ts';
import { calledName } from './value.ts';

/** What env.py says in literal keywords of `context.configure(…)`. What is not literal is as if it were not said. */
export interface Environment {
  readonly transactionPerMigration: boolean;
  /** `transactional_ddl=False`: each migration is still in a transaction of its connection, but offline mode prints none. */
  readonly printsNoTransactions: boolean;
  readonly versionTable: VersionTableName;
  /** It takes `pg_advisory_lock` or its kin, in which a second run blocks. */
  readonly secondRunBlocks: boolean;
  /** What it sets on the connection, as far as it writes it out. */
  readonly settings: Readonly<Record<string, string>>;
  /** `naming_convention` of the MetaData that env.py passes as `target_metadata`. */
  readonly naming: Naming;
  /** Undefined: it does not say it in plain words. */
  readonly compareType: boolean | undefined;
  /** The values of `include_object` and `include_name`. */
  readonly inclusions: readonly Value[];
  /** What it hands to every upgrade() and downgrade(). */
  readonly handed: ReadonlyMap<string, Value>;
  /** What it computes of that on which a run depends. */
  readonly computed: readonly Computed[];
}

export interface Computed { readonly what: 'version_table' | 'version_table_schema'; readonly place: Place }

/** The keys of the section of alembic.ini, as `config.get_main_option()` gives them. */
export type Option = (key: string) => string | undefined;

const COMPUTED = ['version_table', 'version_table_schema'] as const;

const DEFAULT: Environment = { transactionPerMigration: false, printsNoTransactions: false, secondRunBlocks: false, settings: {}, versionTable: { name: 'alembic_version' }, naming: DEFAULT_NAMING, compareType: undefined, inclusions: [], handed: new Map(), computed: [] };

/** Reads env.py without running it; a missing or broken one says nothing. `modules`: where what it imports is looked up. */
export function environmentIn(scripts: string, world: World, modules?: Modules, option: Option = () => undefined): Environment {
  const path = joined(scripts, 'env.py');
  if (world.kindOf(path) !== 'file') return DEFAULT;
  const decoded = decode(path, world.read(path));
  const file = decoded.kind === 'text' ? parsePythonOnce(decoded.source) : undefined;
  if (file?.kind !== 'python') return DEFAULT;

  const scope = moduleScope(file, modules);
  const all = callsIn(file.body, scope);
  const calls = all.filter((call) => calledName(call) === 'alembic.context.configure');
  const said = (name: string) => calls.flatMap(({ keywords }) => keywords).filter((keyword) => keyword.name === name).map(({ value }) => answered(value, option));
  const spread = calls.some(({ keywords }) => keywords.some(({ name, value }) => name === '**' && value.kind !== 'dict'));
  const table = textOf(said('version_table')) ?? DEFAULT.versionTable.name;
  const schema = textOf(said('version_table_schema'));
  const printsNoTransactions = isSaid(said('transactional_ddl'), false);
  return {
    transactionPerMigration: isSaid(said('transaction_per_migration'), true) || printsNoTransactions,
    printsNoTransactions,
    settings: settingsIn(textsIn(file.body)),
    secondRunBlocks: textsIn(file.body).some((text) => /\bpg_advisory_(?:xact_)?lock\s*\(/i.test(text)),
    versionTable: { name: table, ...(schema === undefined ? {} : { schema }), ...(isSaid(said('version_table_pk'), false) && { keyless: true }) },
    naming: namingOf(said('target_metadata')),
    inclusions: [...said('include_object'), ...said('include_name')],
    handed: handedBy(all.filter((call) => calledName(call) === 'alembic.context.run_migrations'), said('target_metadata'), file.source),
    compareType: flagOf(said('compare_type')),
    computed: COMPUTED.flatMap((what) => computedIn(what, said(what), spread, file)),
  };
}

/** `config.get_main_option('name', default)` */
function answered(value: Value, option: Option): Value {
  if (value.kind !== 'call' || calledName(value) !== 'alembic.context.config.get_main_option') return value;
  const [key, otherwise] = value.args;
  const text = key?.kind === 'string' ? option(key.text.text) : undefined;
  return text === undefined ? otherwise ?? { kind: 'none', place: value.place } : stringAt(text, value.place);
}

/** Where a name is computed, or may be among keywords that are handed on. */
function computedIn(what: Computed['what'], values: readonly Value[], handed: boolean, { source }: PythonFile): readonly Computed[] {
  const value = values.find((each) => holdsStandIn(each) || (each.kind !== 'string' && each.kind !== 'none'));
  if (value) return [{ what, place: value.place }];
  const at = handed && values.length === 0 ? source.text.search(new RegExp(`['"]${what}['"]`)) : -1;
  return at < 0 ? [] : [{ what, place: { path: source.path, span: { start: at, end: at + what.length + 2 } } }];
}

function flagOf(values: readonly Value[]): boolean | undefined {
  return values.flatMap((value) => (value.kind === 'bool' ? [value.value] : []))[0];
}

function isSaid(values: readonly Value[], wanted: boolean): boolean {
  return values.some((value) => value.kind === 'bool' && value.value === wanted);
}

function textOf(values: readonly Value[]): string | undefined {
  return values.flatMap((value) => (value.kind === 'string' && !holdsStandIn(value) ? [value.text.text] : []))[0];
}

/** Every call that stands as a statement, in whatever block or function; a name that the function binds is its own. */
function callsIn(body: readonly StmtNode[], scope: Scope): readonly CallValue[] {
  return body.flatMap((statement) => {
    if (statement.nodeType === 'FunctionDef' || statement.nodeType === 'AsyncFunctionDef') return callsIn(statement.body, new Scope(scope.file, scope));
    const calls = statement.nodeType === 'Expr' ? asCalls(statement.value, scope) : [];
    if (statement.nodeType === 'Assign') scope.assign(statement.targets, evaluate(statement.value, scope));
    return [...calls, ...blocksOf(statement).flatMap((block) => callsIn(block, scope))];
  });
}

function asCalls(node: ExprNode, scope: Scope): readonly CallValue[] {
  const value = evaluate(node, scope);
  return value.kind === 'call' ? [value] : [];
}

function blocksOf(statement: StmtNode): readonly (readonly StmtNode[])[] {
  switch (statement.nodeType) {
    case 'With': case 'AsyncWith': return [statement.body];
    case 'If': case 'For': case 'While': return [statement.body, statement.orelse];
    case 'Try': return [statement.body, ...statement.handlers.map((handler) => handler.body), statement.orelse, statement.finalbody];
    default: return [];
  }
}
