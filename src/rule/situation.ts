import type { Catalog } from '../catalog/catalog.ts';
import type { Difference } from '../catalog/difference.ts';
import { isOfType } from '../catalog/types.ts';
import type { Column, Constraint, Relation, UserType } from '../catalog/object.ts';
import type { HeldLock, Lock, Major, StatementEffects, Target, Work } from '../effects/effect.ts';
import { atLeast, stopsReads, stopsWrites } from '../effects/conflicts.ts';
import type { KeyPair } from '../effects/key-types.ts';
import { keyPairs } from '../effects/key-types.ts';
import type { Moment } from '../effects/moment.ts';
import { lastKnown, sameTarget } from '../effects/moment.ts';
import { dependentsOf, typeChangeAsLastTold, typeChangeBy } from '../effects/set-type.ts';
import type { TypeChange } from '../effects/type-change.ts';
import type { Stored } from '../effects/user-types.ts';
import { storedType } from '../effects/user-types.ts';
import type { Condition } from '../migrations/condition.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { Statement, StatementAt } from '../migrations/migration.ts';
import { directionOf } from '../migrations/migration.ts';
import type { Tool } from '../migrations/tool.ts';
import type { ConstraintSpec, Kind, Operation, OperationOf, SqlType } from '../operations/operation.ts';
import type { Session } from '../session/session.ts';
import { timeoutOf } from '../session/timeout.ts';
import type { ObjectName } from '../sql/name.ts';
import type { Span } from '../text/place.ts';
import type { Told } from './by-kind.ts';
import { operationsIn } from './by-kind.ts';
import type { Fact, Treatment } from './fact.ts';
import { withRuns } from './fact.ts';
import { listed } from './listed.ts';
import { perScript } from './per-script.ts';
import type { Release } from './release.ts';
import type { IndexStatistics, Statistics, TableStatistics } from './statistics.ts';

/** What all statements of a judgement share. */
export interface Judgement {
  readonly tool: Tool;
  /** The lowest major of the project: a cure must be valid on it. */
  readonly lowest: Major;
  /** The line of a statement in its file, from 1. */
  lineOf(at: StatementAt): number;
  /** The facts of the statement's script, in order. */
  script(at: StatementAt): readonly Fact[];
  /** In what the schema differs when an upgrade and its downgrade have run; nothing where there is no downgrade. */
  notRestored(revision: string): readonly Difference[];
  /** Of the database that is meant, where it is there to be asked, or a file tells. */
  readonly statistics?: Statistics;
  /** The sources of the running release, where they are to be had. */
  readonly release?: Release;
  /** No more rows than this make a table small. */
  readonly smallTable: number;
}

/**
 * What a rule may ask about one operation in its place. Booleans say by their names which way doubt falls: silence
 * needs *surely*, alarm accepts *may*.
 */
export class Situation {
  readonly #fact: Fact;
  readonly #treatment: Treatment;
  readonly #judgement: Judgement;
  readonly #index: number;
  #locks: readonly Lock[] | undefined;

  constructor(fact: Fact, treatment: Treatment, index: number, judgement: Judgement) {
    this.#fact = fact;
    this.#treatment = treatment;
    this.#index = index;
    this.#judgement = judgement;
  }

  get at(): StatementAt { return this.#fact.at; }
  get statement(): Statement { return this.#fact.statement; }
  get sql(): string { return this.#fact.statement.sql.text; }
  get session(): Session { return this.#fact.session; }
  get effects(): StatementEffects { return this.#treatment.effects; }
  get held(): readonly HeldLock[] { return this.#treatment.held; }
  get majors(): readonly Major[] { return this.#treatment.majors; }
  get tool(): Tool { return this.#judgement.tool; }
  get lowest(): Major { return this.#judgement.lowest; }
  get release(): Release | undefined { return this.#judgement.release; }
  /** All operations of the statement; an ALTER TABLE has one for each sub-command. */
  get operations(): readonly Operation[] { return this.#fact.reading.operations; }
  /** The statements of the same script, in order. */
  get script(): readonly Fact[] { return this.#judgement.script(this.at); }
  /** The operations of these kinds anywhere in the same script, those that code runs among them, in order. */
  inScript<const K extends Kind>(...kinds: readonly K[]): readonly Told<K>[] { return operationsIn(this.script).of(...kinds); }
  /** Those in statements before this one. */
  earlier<const K extends Kind>(...kinds: readonly K[]): readonly Told<K>[] { return operationsIn(this.script).before(this.at, ...kinds); }
  /** Those in statements after this one. */
  later<const K extends Kind>(...kinds: readonly K[]): readonly Told<K>[] { return operationsIn(this.script).after(this.at, ...kinds); }

  /** When a statement of the script runs, those that code runs among them. */
  conditionOf(at: StatementAt): Condition {
    return byPlace(this.script).get(at)?.reading.operations[0]?.when ?? ALWAYS;
  }

  /** What code the statement stands in, if one does: "a DO block", "function add_column". */
  get inside(): string | undefined { return this.#fact.inside; }

  /** Locks that this operation causes, strongest first per relation. */
  get locks(): readonly Lock[] {
    return this.#locks ??= this.effects.locks.filter(({ because }) => because.includes(this.#index));
  }

  /** Work that this operation causes and whose time grows with the rows. */
  work(kind: Work['kind']): readonly Work[] {
    return this.effects.work.filter((work) => work.kind === kind && work.because.includes(this.#index));
  }

  /**
   * Born in the same script, or temporary: nobody else can hold or want it, and it has no rows but ours. Code that was
   * not read in between may have changed it, and still nobody else can see it.
   */
  surelyNew(table: ObjectName): boolean {
    const relation = this.lastSeen(table);
    return relation !== undefined && this.isNew(relation);
  }

  /** The same for what an effect is on. */
  isOnNew({ on }: { readonly on: Target }): boolean {
    return on.kind === 'relation' && this.isNew(on.relation);
  }

  /**
   * Locks of this operation for which readers or writers of something that was there before have to wait. What IF EXISTS
   * guards and nobody knows of is not among them.
   */
  get stops(): readonly Lock[] {
    const operation = this.#operation;
    const guarded = operation !== undefined && 'ifExists' in operation && operation.ifExists;
    return this.locks.filter((lock) => stopsWrites(lock.mode) && !this.isOnNew(lock) && (lock.certain || !guarded));
  }

  get #operation(): Operation | undefined { return this.operations[this.#index]; }

  /**
   * What the transaction holds already, for which readers or writers of a table that was there before have to wait; the
   * worst first. A lock on an index is told by the one on its table. What IF EXISTS guards and the history never made is
   * not held against anybody.
   */
  get heldAgainstOthers(): readonly HeldLock[] {
    const all = this.held.filter(({ lock }) => lock.role !== 'index' && lock.role !== 'sequence' && stopsWrites(lock.mode) && !this.isOnNew(lock) && (lock.certain || lock.on.kind === 'relation'));
    const rank = ({ lock }: HeldLock) => (lock.certain ? 0 : 2) + (stopsReads(lock.mode) ? 0 : 1);
    return [...all].sort((a, b) => rank(a) - rank(b));
  }

  /**
   * Nothing that we can see ends its waiting for a lock, and whoever comes later queues behind it for as long as it
   * waits. https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT
   */
  get mayWaitForever(): boolean {
    const timeout = this.session.setting('lock_timeout');
    if (timeout === undefined) return this.tool.stepsAside !== true;
    return timeoutOf(timeout.value) === 0;
  }

  /**
   * Locks for which others wait not only while they are held, but as long as the statement waits for them, since nothing
   * ends that wait; not those that the transaction holds already.
   */
  get queues(): readonly Lock[] {
    if (!this.mayWaitForever) return [];
    return this.stops.filter((lock) => !this.held.some((held) => sameTarget(held.lock.on, lock.on) && atLeast(held.lock.mode, lock.mode)));
  }

  /** The same without those that an earlier operation of the statement asks for too, if it is such a one. */
  queuesAfter(speaksToo: (earlier: Operation) => boolean): readonly Lock[] {
    const speaks = this.operations.map((operation, index) => index < this.#index && speaksToo(operation));
    return this.queues.filter(({ because }) => !because.some((index) => speaks[index]));
  }

  /** "Nobody can write to tasks as long as CREATE TRIGGER audit on tasks waits for a transaction that writes it, …" */
  queueBehind(locks: readonly Lock[], what: string): string {
    const name = (lock: Lock) => this.nameOf(lock.on);
    const closed = locks.filter(({ mode }) => stopsReads(mode)).map(name);
    const open = locks.filter(({ mode }) => !stopsReads(mode)).map(name);
    const both = closed.length > 0 && open.length > 0 ? ',' : '';
    const who = [...(closed.length > 0 ? [`read or write ${listed(closed, 'or')}`] : []), ...(open.length > 0 ? [`write to ${listed(open, 'or')}`] : [])].join(', and nobody can ');
    const [it, does] = [locks.length > 1 ? 'one of them' : 'it', closed.length > 0 ? 'uses' : 'writes'];
    return `Nobody can ${who}${both} as long as ${what} waits for a transaction that ${does} ${it}, and then ${this.untilWhen}: no lock_timeout ends the wait.`;
  }

  /** What a database tells of a table; undefined: there is none to ask, or it does not have the table. */
  statisticsOf(table: ObjectName): TableStatistics | undefined {
    const relation = this.lastSeen(table);
    return relation && this.#judgement.statistics?.table(relation);
  }

  indexStatisticsOf(index: Relation): IndexStatistics | undefined {
    return this.#judgement.statistics?.index(index);
  }

  /** It is old, and nothing tells that it has few rows. */
  mayBeLarge(table: ObjectName): boolean {
    if (this.surelyNew(table)) return false;
    const rows = this.statisticsOf(table)?.rows;
    return rows === undefined || rows > this.#judgement.smallTable;
  }

  isNew(relation: Relation): boolean {
    return relation.born.script === this.at.script || relation.persistence === 'temporary';
  }

  /** The column was added in the same script. Code that was not read in between may have changed it, and still nobody else knows it. */
  surelyNewColumn(table: ObjectName, column: string): boolean {
    const relation = this.lastSeen(table);
    const answer = relation && this.#fact.before.column(relation, column);
    return (answer?.known ? answer.value : answer?.last)?.born.script === this.at.script;
  }

  /** A column of that name was there before the script, so that running releases know it, whatever it has become. */
  stoodBefore(table: ObjectName, column: string): boolean {
    const [first] = this.script;
    const relation = first?.before.relation(table, first.session);
    const answer = relation?.known && relation.value ? first?.before.column(relation.value, column) : undefined;
    return answer?.known === true && answer.value !== undefined;
  }

  /** What the column was called before the script: the name that running releases know. */
  nameBefore(table: ObjectName, column: string): string {
    return this.earlier('rename column').reduceRight((name, { operation }) => (operation.to.name === name && operation.table.name === table.name ? operation.column.name : name), column);
  }

  /** There is no such column: `IF EXISTS` skips it. */
  surelyNoColumn(table: ObjectName, column: string): boolean {
    const relation = this.lastSeen(table);
    if (!relation) return false;
    const answer = this.#fact.before.column(relation, column);
    return answer.known && answer.value === undefined;
  }

  /** The type was made in the same script. */
  surelyNewType(type: ObjectName): boolean {
    const answer = this.#fact.before.userType(type, this.session);
    return (answer.known ? answer.value : answer.last)?.born.script === this.at.script;
  }

  /** The type of that name, where the history surely has one. */
  surelyType(type: ObjectName): UserType | undefined {
    const answer = this.#fact.before.userType(type, this.session);
    return answer.known ? answer.value : undefined;
  }

  /** The history has made no type of that name; one from before it is not thought of. */
  madeNoType(type: ObjectName): boolean {
    const answer = this.#fact.before.userType(type, this.session);
    return answer.known ? answer.value === undefined : answer.last === undefined && answer.doubt.because === 'history incomplete';
  }

  /** The columns of tables that are of a type, or arrays of it, as far as the history tells. */
  columnsOfType(type: ObjectName): readonly { readonly table: ObjectName; readonly column: string }[] {
    const { before } = this.#fact;
    return before.relations().filter((relation) => relation.type === 'table' || relation.type === 'partitioned').flatMap((relation) =>
      lastKnown(before.columns(relation)).filter(({ sqlType }) => isOfType(sqlType, type)).map(({ name: column }) => ({
        table: { type: 'relation', name: relation.name, ...(relation.schema !== (this.session.searchPath[0] ?? 'public') && { schema: relation.schema }) }, column,
      })));
  }

  /** There is no such table: `IF EXISTS` skips it. */
  surelyAbsent(table: ObjectName): boolean {
    const answer = this.#fact.before.relation(table, this.session);
    return answer.known && answer.value === undefined;
  }

  /** There is an index of that name: `IF NOT EXISTS` skips it. */
  surelyIndexed({ table, name, ifNotExists }: OperationOf<'create index'>): boolean {
    if (!ifNotExists || name === undefined) return false;
    const schema = this.relation(table)?.schema;
    const answer = this.#fact.before.index(schema === undefined ? name : { ...name, schema }, this.session);
    return answer.known && answer.value !== undefined;
  }

  /** The history has made it or spoken of it as of something that is there. */
  isKnown(table: ObjectName): boolean {
    return this.lastSeen(table) !== undefined;
  }

  surelyNotNull(table: ObjectName, column: string): boolean {
    const relation = this.lastSeen(table);
    const answer = relation && this.#fact.before.notNull(relation, column);
    return answer?.known === true && answer.value === 'yes';
  }

  /** Or a validated CHECK says so: to make it NOT NULL no row is read. */
  surelyWithoutNull(table: ObjectName, column: string): boolean {
    return this.surelyNotNull(table, column)
      || this.constraintsOn(table).some(({ type, validated, check }) => type === 'check' && validated && check?.impliesNotNull.includes(column));
  }

  /** The same of a relation that the statement does not name. */
  isProvenIn(relation: Relation, column: string): boolean {
    const answer = this.#fact.before.notNull(relation, column);
    return answer.known && answer.value === 'yes';
  }

  /** As far as the history tells: a table does not become partitioned, and none ceases to be. */
  isPartitioned(table: ObjectName): boolean {
    return this.lastSeen(table)?.type === 'partitioned';
  }

  /** It has no partition yet, so that nothing below it is scanned, built or locked. */
  surelyWithoutPartitions(table: ObjectName): boolean {
    const relation = this.relation(table);
    const partitions = relation?.type === 'partitioned' ? this.#fact.before.partitions(relation) : undefined;
    return partitions?.known === true && partitions.value.length === 0;
  }

  /** The type of a column, if the history tells. */
  typeOf(table: ObjectName, column: string): SqlType | undefined {
    return this.column(table, column)?.sqlType;
  }

  /** The column, if the history tells. */
  column(table: ObjectName, column: string): Column | undefined {
    const relation = this.lastSeen(table);
    if (!relation) return undefined;
    const answer = this.#fact.before.column(relation, column);
    return answer.known ? answer.value : undefined;
  }

  /** What a type is stored as: a domain as what it is over. */
  stored(type: SqlType): Stored { return storedType(type, this.#moment); }

  /** What a change of type does to the values, whatever else stands in its way. */
  typeChange(operation: OperationOf<'set type'>): TypeChange { return typeChangeBy(operation, this.#moment); }

  /** The same if nothing that could not be read has changed the column since its type was told. */
  typeChangeAsLastTold(operation: OperationOf<'set type'>): TypeChange | undefined { return typeChangeAsLastTold(operation, this.#moment); }

  /** What uses the column and keeps its type from changing: `view active_users`. */
  dependentsOf(operation: OperationOf<'set type'>): readonly string[] { return dependentsOf(operation, this.#moment); }

  /** The columns of a foreign key beside those they are compared with, as far as their types are known. */
  keyPairs(spec: ConstraintSpec, table: ObjectName): readonly KeyPair[] { return keyPairs(spec, table, this.#moment); }

  get #moment(): Moment {
    const [major = this.lowest] = this.majors;
    return { operations: this.operations, before: this.catalog, session: this.session, major };
  }

  /** The columns of the primary key, if the history tells. */
  keyOf(table: ObjectName): readonly string[] | undefined {
    const relation = this.lastSeen(table);
    if (!relation) return undefined;
    const answer = this.#fact.before.constraints(relation);
    return answer.known ? answer.value.find(({ type }) => type === 'primary key')?.columns : undefined;
  }

  /** The name, or the first with a number behind it that no constraint of the table is known to have, or to get. */
  freeConstraintName(table: ObjectName, name: string, taken: readonly string[] = []): string {
    const relation = this.lastSeen(table);
    const isTaken = (candidate: string) => {
      const answer = relation && this.#fact.before.constraint(relation, candidate);
      return taken.includes(candidate) || (answer !== undefined && (answer.known ? answer.value : answer.last) !== undefined);
    };
    let free = name;
    for (let number = 1; isTaken(free); number++) free = `${name}${number}`;
    return free;
  }

  /** The relation of that name, if it is known to exist. */
  relation(name: ObjectName): Relation | undefined {
    const answer = this.#fact.before.relation(name, this.session);
    return answer.known ? answer.value : undefined;
  }

  /** The relation even in doubt: what is asked of its parts carries a doubt of its own. */
  lastSeen(name: ObjectName): Relation | undefined {
    const answer = this.#fact.before.relation(name, this.session);
    return answer.known ? answer.value : answer.last;
  }

  /** The constraints of a table, as far as the history tells. */
  constraintsOn(table: ObjectName): readonly Constraint[] {
    const relation = this.lastSeen(table);
    const answer = relation && this.#fact.before.constraints(relation);
    return (answer?.known ? answer.value : answer?.last) ?? [];
  }

  get catalog(): Catalog { return this.#fact.before; }

  lineOf(at: StatementAt): number { return this.#judgement.lineOf(at); }

  textOf(span: Span): string { return this.sql.slice(span.start, span.end); }

  /** Whether an effect is on the relation of that name. */
  isOn({ on }: { readonly on: Target }, name: ObjectName): boolean {
    return on.kind === 'relation' ? on.relation.id === this.lastSeen(name)?.id : on.name === this.named(name);
  }

  /** The statement itself, or one before it in the transaction, holds a lock on the relation that no reader passes. */
  stopsReadsOf(name: ObjectName): boolean {
    return [...this.effects.locks, ...this.held.map(({ lock }) => lock)].some((lock) => stopsReads(lock.mode) && this.isOn(lock, name));
  }

  /** The name of a relation as the statement has it. */
  named({ schema, name }: ObjectName): string {
    return schema === undefined ? name : `${schema}.${name}`;
  }

  /** The reader's own name for a relation: with its schema only where the statement has one. */
  nameOf(target: Target): string {
    if (target.kind === 'unresolved') return target.name;
    const { schema, name } = target.relation;
    return schema === (this.session.searchPath[0] ?? 'public') ? name : `${schema}.${name}`;
  }

  /** "until the upgrade commits": when a lock taken here ends. */
  get untilWhen(): string {
    const direction = directionOf(this.at.script) === 'up' ? 'upgrade' : 'downgrade';
    switch (this.session.transaction?.opened) {
      case undefined: case 'statement': return mayCommit(this.inside) ? 'until its code commits' : 'until the statement ends';
      case 'author': return 'until COMMIT';
      case 'run': return `until the whole ${direction} run commits`;
      case 'script': case 'string': return `until the ${direction} commits`;
    }
  }

  /**
   * Who waits for a lock: "Nobody can read or write tasks while the table is rewritten." A second sentence names an
   * earlier statement that makes it worse by what it still holds.
   */
  waiters(lock: Lock, meanwhile: string): string {
    const name = this.nameOf(lock.on);
    const worse = this.#worse(lock);
    if (stopsReads(lock.mode)) return `Nobody can read or write ${name} ${meanwhile}.`;
    const first = stopsWrites(lock.mode)
      ? `Nobody can write to ${name} ${meanwhile}.`
      : `Nothing waits for ${name} but vacuum and other DDL ${meanwhile}.`;
    if (!worse) return stopsWrites(lock.mode) ? `${first} Reads go on.` : first;
    return `${first} Reads wait too: ${worse.by} at line ${this.lineOf(worse.taken)} already holds ${worse.lock.mode} on ${name} ${this.untilWhen}.`;
  }

  /** A held lock on the same relation that stops reads, where this one would not. */
  #worse(lock: Lock): HeldLock | undefined {
    return this.held.find((held) =>
      sameTarget(held.lock.on, lock.on) && atLeast(held.lock.mode, lock.mode) && stopsReads(held.lock.mode));
  }
}

const byPlace = perScript((facts): ReadonlyMap<StatementAt, Fact> => new Map(facts.flatMap(withRuns).map((fact) => [fact.at, fact])));

/** Functions cannot commit. */
function mayCommit(inside: string | undefined): boolean {
  return inside !== undefined && !inside.startsWith('function ');
}
