import { MAJORS } from '../effects/effect.ts';
import type { Step } from '../migrations/migration.ts';
import { isScript } from '../migrations/migration.ts';
import type { Tool } from '../migrations/tool.ts';
import { PHASEWISE } from '../migrations/tool.ts';
import type { Project } from '../project/project.ts';
import { History } from '../project/replay.ts';
import type { PathStep } from '../revisions/path.ts';
import type { RowChange } from '../revisions/rows.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../sql/quote.ts';
import { makePlan } from './make-plan.ts';
import { OnceInRun } from './once-in-run.ts';
import type { PlannedScript } from './plan.ts';
import { statementsOf } from './plan.ts';
import type { Refusal } from './refusal.ts';

export interface OfflineWish {
  readonly project: Project;
  /** Whose transactions are written: those of the project's own tool. */
  readonly tool: Tool;
  readonly path: readonly PathStep[];
  /** The version table has to be created first. */
  readonly fromBase: boolean;
}

/**
 * The SQL of a run as Alembic's offline mode prints it: statements with their semicolons, a comment before each revision,
 * the changes of the version table as literals. Empty where a script cannot be run.
 */
export function offlineSql({ project, tool, path, fromBase }: OfflineWish): { readonly sql: string; readonly refusals: readonly Refusal[] } {
  const history = new History(project);
  const facts = path.flatMap(({ revision, direction }) => history.facts(`${revision.id}#${direction}`));
  const { plan, refusals } = makePlan({ path, facts, major: project.majors.at(-1) ?? MAJORS[0] ?? 18, width: undefined });
  const ours = tool.name === PHASEWISE.name;
  const own = ours ? refusals : refusals.filter(({ kind }) => kind !== 'mixed' && kind !== 'transaction-control');
  const obstacles = [...own, ...plan.scripts.flatMap(unanswered)];
  if (obstacles.length > 0) return { sql: '', refusals: obstacles };
  const writer = new Writer(project.found.versionTable);
  if (ours) writer.plan(plan.scripts, fromBase);
  else writer.asTool(tool, path, fromBase);
  return { sql: writer.text, refusals: [] };
}

/** What hangs on the answer of a server, save where a call asks that offline sends what it has. */
function unanswered(planned: PlannedScript): readonly Refusal[] {
  const { step: { revision, direction }, script } = planned;
  return statementsOf(planned).flatMap(({ at, words, place, when, each }): readonly Refusal[] => {
    if (each) return [{ kind: 'stand-in', revision, direction, place, message: `\`${words}\` is sent for each ${each.like.type} that a server has by then: run it online, or write their names out.` }];
    const step = script?.steps[at.index];
    if (when.kind === 'always' || step?.kind === 'statement' && step.asksFirst) return [];
    return [{ kind: 'condition', revision, direction, place, message: `\`${words}\` runs only under a condition that a server has to answer: run it online, or state it in SQL, with IF EXISTS or IF NOT EXISTS.` }];
  });
}

type Table = Project['found']['versionTable'];

/** The SQL that makes the version table. */
export function creationSql(table: Table): string {
  const writer = new Writer(table);
  writer.within(() => writer.creation());
  return writer.text;
}

/** A stamp, as Alembic's offline mode prints it. `fromBase`: the version table has to be created first. */
export interface OfflineStamp { readonly from: readonly string[]; readonly to: readonly string[]; readonly changes: readonly RowChange[]; readonly fromBase: boolean }

export function stampSql(table: Table, { from, to, changes, fromBase }: OfflineStamp): string {
  const writer = new Writer(table);
  writer.within(() => {
    if (fromBase) writer.creation();
    writer.stamp(from, to, changes);
  });
  return writer.text;
}

class Writer {
  readonly #table: string;
  readonly #name: string;
  readonly #keyless: boolean;
  #text = '';

  constructor(table: Table) {
    this.#table = quoteQualified(table);
    this.#name = table.name;
    this.#keyless = table.keyless === true;
  }

  get text(): string {
    return this.#text;
  }

  /** In the transactions of our own runner. */
  plan(scripts: readonly PlannedScript[], fromBase: boolean): void {
    if (fromBase && scripts.length > 0) this.creation();
    for (const { step, parts } of scripts) {
      this.#heading(step);
      parts.forEach((part, at) => {
        const last = at === parts.length - 1;
        const inside = part.kind === 'transaction' && (part.statements.length > 0 || step.rows.length > 1);
        if (inside) this.#statement(part.kind === 'transaction' ? part.begin : 'BEGIN');
        for (const { sql } of part.statements) this.#statement(sql);
        if (last) this.#rows(step.rows);
        if (inside) this.#statement('COMMIT');
      });
    }
  }

  /** In the transactions of another tool, one for the whole run or one for each script. */
  asTool(tool: Tool, path: readonly PathStep[], fromBase: boolean): void {
    const wraps = tool.printsNoTransactions ? 'nothing' : tool.wraps;
    const once = new OnceInRun();
    if (wraps === 'run') this.#statement('BEGIN');
    path.forEach((step, at) => {
      if (wraps === 'script') this.#statement('BEGIN');
      if (fromBase && at === 0) this.creation();
      this.#heading(step);
      for (const each of stepsOf(step)) if (!once.wasSent(each)) this.#step(each);
      this.#rows(step.rows);
      if (wraps === 'script') this.#statement('COMMIT');
    });
    if (wraps === 'run') this.#statement('COMMIT');
  }

  within(write: () => void): void {
    this.#statement('BEGIN');
    write();
    this.#statement('COMMIT');
  }

  stamp(from: readonly string[], to: readonly string[], changes: readonly RowChange[]): void {
    if (changes.length > 0) this.#text += `-- Running stamp_revision ${from.join(', ')} -> ${to.join(', ')}\n\n`;
    this.#rows(changes);
  }

  #step(step: Step): void {
    switch (step.kind) {
      case 'statement': return this.#statement(step.sql.text);
      case 'boundary': return this.#statement(step.does === 'leave transaction' ? 'COMMIT' : 'BEGIN');
      case 'unread': return;
    }
  }

  #heading({ revision, direction }: PathStep): void {
    const [from, to] = direction === 'up' ? [revision.parents.join(', '), revision.id] : [revision.id, revision.parents.join(', ')];
    this.#text += `-- Running ${direction === 'up' ? 'upgrade' : 'downgrade'} ${from} -> ${to}\n\n`;
  }

  creation(): void {
    const key = this.#keyless ? '' : `, \n    CONSTRAINT ${quoteName(`${this.#name}_pkc`)} PRIMARY KEY (version_num)`;
    this.#statement(`CREATE TABLE ${this.#table} (\n    version_num VARCHAR(32) NOT NULL${key}\n)`);
  }

  #rows(changes: readonly RowChange[]): void {
    for (const change of changes) this.#statement(this.#rowStatement(change));
  }

  #rowStatement(change: RowChange): string {
    const table = this.#table;
    switch (change.kind) {
      case 'insert': return `INSERT INTO ${table} (version_num) VALUES (${quoteLiteral(change.revision)})${this.#keyless ? '' : ` RETURNING ${table}.version_num`}`;
      case 'update': return `UPDATE ${table} SET version_num=${quoteLiteral(change.to)} WHERE ${table}.version_num = ${quoteLiteral(change.from)}`;
      case 'delete': return `DELETE FROM ${table} WHERE ${table}.version_num = ${quoteLiteral(change.revision)}`;
    }
  }

  #statement(sql: string): void {
    this.#text += `${sql};\n\n`;
  }
}

function stepsOf({ revision, direction }: PathStep): readonly Step[] {
  if (direction === 'up') return revision.migration.upgrade.steps;
  const { downgrade } = revision.migration;
  return isScript(downgrade) ? downgrade.steps : [];
}
