import type { Change } from '../autogenerate/change.ts';
import { afterStatements } from '../autogenerate/renames.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { differencesOf } from '../catalog/difference.ts';
import type { Part, Phase } from '../migrations/cure.ts';
import type { Operation } from '../operations/operation.ts';
import type { ScriptBody } from '../migrations/draft.ts';
import { readStatement } from '../operations/read.ts';
import type { Reported } from '../rule/finding.ts';
import type { Rule } from '../rule/rule.ts';
import { normalized } from '../sql/normalized.ts';
import { edited } from '../text/edit.ts';
import { aboutOf, isSetting, isValidation } from './divide.ts';
import { draftedOn, statementAt } from './drafted.ts';
import { review } from './judge.ts';
import type { Project } from './project.ts';

/** One migration of several: its statements, and in a few words what it does. */
export interface Stretch extends ScriptBody { readonly about: string }

/** How often what came out of a cure is cured again. */
const ROUNDS = 8;

/** On what statements run, and by whose rules they are judged. */
export interface Judging { readonly catalog: Catalog; readonly project: Project; readonly rules: readonly Rule[] }

/** Statements as the rules would have them: in as few migrations as the safe forms need. */
export function inPhases(statements: readonly string[], judging: Judging): readonly Stretch[] {
  let stretches: readonly Stretch[] = [stretchOf('own', statements)];
  for (let round = 0; round < ROUNDS; round++) {
    const findings = findingsIn(stretches, judging);
    let before = judging.catalog;
    const cured = stretches.flatMap((stretch, at) => {
      const cures = curesOf(findings[at] ?? [], stretch, before);
      before = afterStatements(stretch.statements, before);
      return cures.size > 0 ? divided(stretch.statements, cures) : [stretch];
    });
    const next = textOf(cured) === textOf(stretches) ? stretches.flatMap((stretch, at) => apart(stretch, findings[at] ?? [])) : cured;
    if (textOf(next) === textOf(stretches)) break;
    stretches = next;
  }
  return stretches;
}

function findingsIn(stretches: readonly ScriptBody[], { catalog, project, rules }: Judging): readonly (readonly Reported[])[] {
  const drafts = stretches.map((up, at) => ({ revision: `draft${at}`, title: '', up }));
  const { findings } = review(draftedOn(catalog, drafts, project), rules);
  return drafts.map(({ revision }) => findings.filter(({ at }) => at.script === `${revision}#up`));
}

/** The way back of a migration: one script, and what needs more than its transaction runs outside of any. `catalog`: before the way there. */
export function wayBack(changes: readonly Change[], up: ScriptBody, { catalog, project, rules }: Judging): ScriptBody {
  const statements = changes.flatMap(({ sql }) => sql);
  const fixed = new Set(changes.flatMap(({ sql, asItIs }) => (asItIs ? sql : [])));
  let down: ScriptBody = { transaction: 'own', statements };
  for (let round = 0; round < ROUNDS; round++) {
    const drafted = draftedOn(catalog, [{ revision: 'draft', title: '', up, down }], project);
    const cures = curesOf(review(drafted, rules, { directions: ['down'] }).findings.filter(({ at }) => at.script === 'draft#down'), down, afterStatements(up.statements, catalog));
    const next = down.statements.flatMap((sql, at) => (fixed.has(sql) ? undefined : cures.get(at))?.flatMap((phase) => phase.statements) ?? [sql]);
    const leaves = [...cures.values()].some((phases) => phases.length > 1 || phases.some(({ transaction, begins }) => transaction === 'none' || begins));
    if (next.join('\0') === down.statements.join('\0')) break;
    const transaction = leaves ? 'none' : down.transaction;
    down = { transaction, statements: transaction === 'none' ? next.filter((sql) => !isSetting(operationsIn(sql))) : joined([], next) };
    if (down.statements.join('\0') === statements.join('\0')) break;
  }
  return down;
}

/** What no cure makes safe stands apart, so that an approval is of nothing else. */
function apart(stretch: Stretch, findings: readonly Reported[]): readonly Stretch[] {
  if (stretch.transaction === 'none') return [stretch];
  const objected = new Set(findings.filter(({ level }) => level === 'error').map(({ at }) => at.index));
  const parts: string[][] = [];
  stretch.statements.forEach((sql, at) => {
    const begins = at === 0 || (objected.has(at) !== objected.has(at - 1) && !stretch.statements.slice(0, at).every((one) => isSetting(operationsIn(one))));
    if (begins) parts.push([]);
    parts.at(-1)?.push(sql);
  });
  return parts.length > 1 ? parts.map((part) => stretchOf('own', part)) : [stretch];
}

function textOf(stretches: readonly Stretch[]): string {
  return stretches.map(({ transaction, statements }) => [transaction, ...statements].join('\0')).join('\0\0');
}

/** What takes the place of a statement. `begins`: it may not stand in one migration with what comes before it. */
interface Placed extends ScriptBody { readonly begins?: true }

/** What takes the place of statements, by their numbers. Rows that somebody has to fill, and what is a matter of words, are left to the writer. */
function curesOf(findings: readonly Reported[], script: ScriptBody, catalog: Catalog): ReadonlyMap<number, readonly Placed[]> {
  const cures = new Map<number, readonly Placed[]>();
  for (const { cure, at: { index } } of findings) {
    const at = index === undefined ? -1 : statementAt(index, script);
    const statement = script.statements[at];
    if (cure.kind !== 'phases' || statement === undefined || cures.has(at)) continue;
    if (cure.phases.some(({ parts }) => parts.some(({ kind }) => kind === 'backfill'))) continue;
    // Phases that hold other statements say that those belong into migrations before this one.
    const own = cure.phases.filter(({ parts }) => parts.every((part) => !('at' in part) || part.at.index === index));
    const [first, ...later] = own.map((phase) => writtenOut(phase, statement));
    if (first && makesTheSame([first, ...later], statement, afterStatements(script.statements.slice(0, at), catalog))) cures.set(at, [own.length < cure.phases.length ? { ...first, begins: true } : first, ...later]);
  }
  return cures;
}

/** Some cures are another schema: an index beside a foreign key, a text with a check. What is wanted was said. */
function makesTheSame(phases: readonly Placed[], statement: string, before: Catalog): boolean {
  return differencesOf(afterStatements([statement], before), afterStatements(phases.flatMap(({ statements }) => statements), before)).length === 0;
}

function writtenOut({ transaction, parts }: Phase, statement: string): Placed {
  return { transaction, statements: parts.map((part) => sqlOf(part, statement)) };
}

function sqlOf(part: Part, statement: string): string {
  if (part.kind === 'sql') return part.sql;
  return part.kind === 'change' ? edited(statement, part.edits) : statement;
}

/**
 * Statements whose cures are alike stand beside each other: the first phase of all, then the second of all. What is
 * proven last of all needs nobody to wait for it, and is proven at the end.
 */
function divided(statements: readonly string[], cures: ReadonlyMap<number, readonly Placed[]>): readonly Stretch[] {
  const made: ScriptBody[] = [];
  const atTheEnd: string[] = [];
  const put = ({ transaction, statements: more, begins }: Placed) => {
    const last = made.at(-1);
    const joins = !begins && last?.transaction === 'own' && transaction === 'own' && !proves(last.statements) && !proves(more);
    if (joins) made[made.length - 1] = { transaction, statements: joined(last.statements, more) };
    else made.push({ transaction, statements: more });
  };
  const phasesAt = (at: number): readonly Placed[] => cures.get(at) ?? [{ transaction: 'own', statements: [statements[at] ?? ''] }];
  for (let at = 0; at < statements.length;) {
    const kind = kindOf(phasesAt(at));
    let end = at + 1;
    while (end < statements.length && kindOf(phasesAt(end)) === kind) end++;
    const block = Array.from({ length: end - at }, (_, number) => phasesAt(at + number));
    phasesAt(at).forEach((first, phase, { length }) => {
      const together = block.flatMap((phases) => phases[phase] ?? []);
      const all = together.flatMap((one) => one.statements);
      if (phase > 0 && phase === length - 1 && proves(first.statements)) atTheEnd.push(...all);
      else if (first.transaction === 'own') put({ transaction: 'own', statements: joined([], all), ...(first.begins && { begins: true }) });
      else together.forEach(put);
    });
    at = end;
  }
  if (atTheEnd.length > 0) put({ transaction: 'own', statements: atTheEnd });
  return made.map(({ transaction, statements: those }) => stretchOf(transaction, those));
}

function kindOf(phases: readonly Placed[]): string {
  return phases.map(({ transaction, statements, begins }) => `${begins ? 'begins ' : ''}${transaction}${proves(statements) ? ' proves' : ''}`).join(', ');
}

/** A setting holds for all that comes behind it. */
function joined(before: readonly string[], behind: readonly string[]): readonly string[] {
  return behind.reduce<readonly string[]>((all, sql) => (isSetting(operationsIn(sql)) && all.some((one) => wordsOf(one) === wordsOf(sql)) ? all : [...all, sql]), before);
}

function wordsOf(sql: string): string {
  return normalized(sql).join(' ');
}

function operationsIn(sql: string): readonly Operation[] {
  return readStatement(sql).operations;
}

function proves(statements: readonly string[]): boolean {
  return isValidation(statements.flatMap(operationsIn).filter(({ kind }) => kind !== 'set'));
}

export function stretchOf(transaction: Stretch['transaction'], statements: readonly string[]): Stretch {
  const operations = statements.flatMap(operationsIn);
  return { transaction, statements, about: wordsFor(operations.filter((operation) => !isSetting([operation]))) };
}

/** What the first statements do; how many others there are, their file says. */
function wordsFor(operations: readonly Operation[]): string {
  const [first] = operations;
  if (!first) return '';
  switch (first.kind) {
    case 'set not null': return `require ${first.table.name} ${first.column.name}`;
    case 'set type': return `change type of ${first.table.name} ${first.column.name}`;
    case 'add constraint': return `add ${first.constraint.name?.name ?? first.constraint.type}`;
    case 'drop constraint': return `drop ${first.constraint.name}`;
    case 'drop column': return `drop ${first.table.name} ${first.column.name}`;
    case 'add column': return `add ${first.table.name} ${first.column.name.name}`;
    case 'add enum value': return `add ${first.label} to ${first.type.name}`;
    default: return aboutOf(operations);
  }
}
