import type { Filing } from '../migrations/author.ts';
import type { Part } from '../migrations/cure.ts';
import type { CannotWrite, Division, FileChange, Piece } from '../migrations/division.ts';
import type { Migration, Script, ScriptId } from '../migrations/migration.ts';
import { directionOf, isScript, revisionOf } from '../migrations/migration.ts';
import type { Operation } from '../operations/operation.ts';
import { readStatement } from '../operations/read.ts';
import type { Reported } from '../rule/finding.ts';
import type { Rule } from '../rule/rule.ts';
import { edited } from '../text/edit.ts';
import type { World } from '../text/world.ts';
import { writingOf } from './authored.ts';
import type { Contents } from './changed-files.ts';
import { contentsAfter, withContents } from './changed-files.ts';
import type { CuredStatement, Reads } from './divide.ts';
import { divided, isSetting, isValidation, mayValidateLast } from './divide.ts';
import { review } from './judge.ts';
import type { ReviewOptions } from './judge.ts';
import type { Opening, Project } from './project.ts';
import { migrationOf, openProject, scriptOf } from './project.ts';
import { piecesOf, proven } from './prove-fix.ts';
import { History } from './replay.ts';
import { undone } from './undo.ts';

/** What is asked of a fix: whose findings, and which files may be touched. */
export interface FixOptions extends Pick<ReviewOptions, 'directions' | 'passedOver' | 'changes' | 'today'> {
  /** The findings that are reported: nothing else is cured. */
  readonly isWanted: (finding: Reported) => boolean;
  /** Why a file stays as it is, as one full sentence; undefined: it may be changed. */
  readonly keeps: (path: string) => string | undefined;
}

export interface Fix {
  /** What the files hold then, by path; undefined: there is no such file any more. */
  readonly contents: Contents;
  readonly world: World;
  readonly project: Project;
  readonly fixed: readonly FixedMigration[];
  readonly left: readonly LeftFinding[];
}

/** A migration that was told anew, in these files. `path`: as it was named before. */
export interface FixedMigration { readonly path: string; readonly findings: readonly Reported[]; readonly changes: readonly FileChange[] }

/** A finding that has a cure which is the same migration, and why it was not written. */
export interface LeftFinding { readonly finding: Reported; readonly because: string }

interface State { readonly project: Project; readonly world: World; readonly history: History; readonly findings: readonly Reported[] }

/**
 * Writes the cures that are provably the same migration into the files of a project, in memory. From the last migration
 * to the first, so that the numbers of those still to come stay as they are. Of each, all cures at once; where that is
 * refused, as many as can be.
 */
export function fix(project: Project, opening: Omit<Opening, 'world'>, world: World, rules: readonly Rule[], options: FixOptions): Fix {
  let state = judgedIn(project, world, rules, options);
  let contents: Contents = new Map();
  const fixed: FixedMigration[] = [];
  const left: LeftFinding[] = [];

  const { isWanted: wants } = options;
  const queue: Turn[] = (project.graph?.order ?? []).toReversed().flatMap((revision) => DIRECTIONS.map((direction): Turn => ({ script: `${revision}#${direction}`, isWanted: wants })));
  for (let turn = queue.shift(); turn; turn = queue.shift()) {
    const { script, isWanted, follows } = turn;
    const wanted = state.findings.filter((finding) => finding.at.script === script && isSame(finding) && isWanted(finding));
    if (wanted.length === 0) continue;
    const { done, refused } = asManyAsCanBe(wanted, (findings) => attempted(findings, state, (changed) => {
      const next = withContents(state.world, changed);
      return judgedIn(openProject({ ...opening, world: next }), next, rules, options);
    }, rules, options));
    left.unshift(...refused);
    if (!done) continue;
    const path = scriptOf(state.project, script)?.path ?? '';
    const made: FixedMigration = { path, findings: done.findings, changes: done.changes };
    const parent = follows === true || fixed[0]?.path === path ? fixed[0] : undefined;
    if (parent) fixed[0] = { ...parent, findings: [...parent.findings, ...made.findings], changes: [...parent.changes, ...newlyTouched(made.changes, parent)] };
    else fixed.unshift(made);
    contents = new Map([...contents, ...contentsAfter(done.changes, state.world)]);
    const seen = new Set([...state.findings, ...refused.map(({ finding }) => finding)].map(({ rule, message }) => `${rule} ${message}`));
    state = done.state;
    if (directionOf(script) === 'down') continue;
    // Its downgrade may lie in several pieces now, each of which has its turn.
    if (queue[0]?.script === `${revisionOf(script)}#down`) queue.shift();
    const isNew: FixOptions['isWanted'] = ({ rule, message }) => !seen.has(`${rule} ${message}`);
    queue.unshift(...done.pieces.toReversed().flatMap((piece) => DIRECTIONS.map((direction): Turn => (
      { script: `${piece}#${direction}`, isWanted: direction === 'up' ? isNew : () => true, follows: true }))));
  }
  return { contents: onlyChanged(contents, world), world: state.world, project: state.project, fixed, left };
}

function judgedIn(project: Project, world: World, rules: readonly Rule[], options: FixOptions): State {
  const history = new History(project);
  return { project, world, history, findings: review(project, rules, { ...options, history }).findings };
}

function isSame({ cure, at }: Reported): boolean {
  return cure.kind === 'phases' && cure.same && at.index !== undefined;
}

/** A file that is made and taken away again, or stays as it was, is no change. */
function onlyChanged(contents: Contents, world: World): Contents {
  return new Map([...contents].filter(([path, text]) => {
    const isThere = world.kindOf(path) === 'file';
    return text === undefined ? isThere : !isThere || new TextDecoder('utf-8', { ignoreBOM: true }).decode(world.read(path)) !== text;
  }));
}

/** A script whose findings are to be cured. `follows`: it came out of the migration before, and what came to light in it is cured with it. */
interface Turn { readonly script: ScriptId; readonly isWanted: FixOptions['isWanted']; readonly follows?: true }

const DIRECTIONS = ['up', 'down'] as const;

/** A file that was made, or is changed already, is told of once. */
function newlyTouched(changes: readonly FileChange[], { path: own, changes: before }: FixedMigration): readonly FileChange[] {
  return changes.filter(({ kind, path }) => kind !== 'edit' || (path !== own && !before.some((one) => one.path === path)));
}

interface Done { readonly findings: readonly Reported[]; readonly changes: readonly FileChange[]; readonly pieces: readonly string[]; readonly state: State }

function asManyAsCanBe(wanted: readonly Reported[], attempt: (findings: readonly Reported[]) => Done | CannotWrite): { readonly done: Done | undefined; readonly refused: readonly LeftFinding[] } {
  const all = attempt(wanted);
  if (!('cannot' in all)) return { done: all, refused: [] };
  const [only] = wanted;
  if (only && wanted.length === 1) return { done: undefined, refused: [{ finding: only, because: all.cannot }] };
  let done: Done | undefined;
  const refused: LeftFinding[] = [];
  for (const finding of wanted) {
    const more = attempt([...done?.findings ?? [], finding]);
    if ('cannot' in more) refused.push({ finding, because: more.cannot });
    else done = more;
  }
  return { done, refused };
}

/** These findings of one migration cured: the first way of dividing it that can be written and proven. */
function attempted(findings: readonly Reported[], state: State, judge: (changed: Contents) => State, rules: readonly Rule[], options: FixOptions): Done | CannotWrite {
  const { project, world } = state;
  const [first] = findings;
  const script = first && scriptOf(project, first.at.script);
  const migration = first && migrationOf(project, first.at.script);
  if (!script || !migration) return { cannot: 'Its script is not there any more.' };
  const kept = migration.reads.slice(0, 1).map(({ path }) => options.keeps(path)).find((because) => because !== undefined);
  if (kept !== undefined) return { cannot: kept };

  const divisions = divisionsOf(findings, script, migration, project);
  if ('cannot' in divisions) return divisions;
  let why: CannotWrite = { cannot: 'There is no way to divide it.' };
  for (const division of divisions) {
    const filing: Filing = { ...writingOf(project), found: project.found, world, migrations: inOrder(project) };
    const changes = project.source.author.write(division, filing);
    if ('cannot' in changes) { why = changes; continue; }
    const protectedBy = changes.flatMap(({ kind, path }) => (kind === 'create' ? [] : options.keeps(path) ?? []))[0];
    if (protectedBy !== undefined) { why = { cannot: protectedBy }; continue; }
    const next = judge(contentsAfter(changes, world));
    const ask = (name: string) => review(project, rules.filter((rule) => rule.name === name), { ...options, history: state.history }).findings;
    const objection = proven({ before: state, after: next, division, findings, ask });
    if (objection === undefined) return { findings, changes, pieces: piecesOf(division, next.project).map(({ revision }) => revision), state: next };
    why = { cannot: objection };
  }
  return why;
}

function inOrder({ graph, migrations }: Project): readonly Migration[] {
  return graph ? graph.order.flatMap((id) => graph.revisions.get(id)?.migration ?? []) : migrations;
}

function divisionsOf(findings: readonly Reported[], script: Script, migration: Migration, project: Project): readonly Division[] | CannotWrite {
  const reads: Reads = (part) => operationsOf(part, project);
  const operations = script.steps.map((_, index) => reads({ kind: 'keep', at: { script: script.id, index } }));
  if (script.steps.some((step) => step.kind === 'unread')) return { cannot: 'A part of the migration could not be read, so that nobody can say whether it stays the same.' };
  if (script.steps.some((step) => step.kind === 'boundary')) return { cannot: 'The migration leaves its transaction by itself, so it is not divided.' };
  if (script.steps.some((step) => step.kind === 'statement' && (step.when.kind !== 'always' || step.repeats))) {
    return { cannot: 'A condition or a loop decides what of the migration runs, so it is not divided.' };
  }
  const cures = curesOf(findings, reads);
  if (!cures) return { cannot: 'Another finding of the same statement changes it, too; fix it again.' };
  const mayWait = cures.every(({ at, phases }) => phases?.every(({ parts }) => !parts.every((part) => isValidation(reads(part)))) !== false || mayValidateLast(script, at.index, reads));
  const ways = (mayWait ? [true, false] : [false]).map((validateLast) => divided(script, cures, reads, { validateLast }));
  const divisions: Division[] = [];
  let why: CannotWrite | undefined;
  for (const pieces of ways) {
    const objection = pieces.length > 1 ? againstDividing(script, pieces, operations.flat(), reads) : undefined;
    const whole = objection === undefined ? withUndo(pieces, migration, script, reads) : undefined;
    if (whole) divisions.push({ migration, script, pieces: whole });
    else why ??= { cannot: objection ?? 'Its downgrade does not take back step by step what the upgrade does, so it cannot be divided with it.' };
  }
  return divisions.length > 0 ? divisions : why ?? { cannot: 'There is no way to divide it.' };
}

/** One cure for each statement, and statements of ours before it. */
function curesOf(findings: readonly Reported[], reads: Reads): readonly CuredStatement[] | undefined {
  const cures = new Map<number, CuredStatement>();
  for (const { cure, at } of findings) {
    if (cure.kind !== 'phases' || at.index === undefined) return undefined;
    const before = cures.get(at.index) ?? { at: { script: at.script, index: at.index }, before: [], phases: undefined };
    const settings = settingsBefore(cure.phases.flatMap(({ parts }) => parts), reads);
    if (settings) cures.set(at.index, { ...before, before: [...before.before, ...settings] });
    else if (before.phases) return undefined;
    else if (cure.phases.some(({ parts }) => parts.some((part) => part.kind === 'backfill' || (part.kind !== 'sql' && part.at.index !== at.index)))) return undefined;
    else cures.set(at.index, { ...before, phases: cure.phases });
  }
  return [...cures.values()];
}

/** A cure that leaves the statement alone and sets something before it. */
function settingsBefore(parts: readonly Part[], reads: Reads): readonly Part[] | undefined {
  const before = parts.slice(0, -1);
  return parts.at(-1)?.kind === 'keep' && before.length > 0 && before.every((part) => part.kind === 'sql' && isSetting(reads(part))) ? before : undefined;
}

/** What of a script would be another thing in several migrations. */
function againstDividing(script: Script, pieces: readonly Piece[], operations: readonly Operation[], reads: Reads): string | undefined {
  if (directionOf(script.id) === 'down') return 'A downgrade is not divided; divide the upgrade first.';
  if (operations.some(({ kind }) => kind === 'transaction')) return 'The migration begins and ends transactions by itself, so it is not divided.';
  if (operations.some((one) => one.kind === 'create table' && one.persistence === 'temporary')) return 'The migration makes a temporary table, which another migration may not see.';
  if (operations.some(({ kind }) => kind === 'lock table')) return 'The migration locks a table for all that follows, and a lock ends with its migration.';
  const alone = pieces.filter(({ transaction }) => transaction === 'none');
  if (alone.some(({ parts }) => parts.some((part) => reads(part).some((one) => one.kind === 'set' && one.local)))) {
    return 'SET LOCAL holds in its own transaction alone, and a part of the migration must leave it.';
  }
  return undefined;
}

function withUndo(pieces: readonly Piece[], { downgrade }: Migration, script: Script, reads: Reads): readonly Piece[] | undefined {
  if (pieces.length === 1 || script.id.endsWith('#down')) return pieces;
  if (isScript(downgrade)) return downgrade.steps.every(({ kind }) => kind === 'statement') ? undone(pieces, downgrade, reads) : undefined;
  return pieces;
}

function operationsOf(part: Part, project: Project): readonly Operation[] {
  if (part.kind === 'sql') return readStatement(part.sql).operations;
  if (part.kind === 'backfill') return [];
  const step = scriptOf(project, part.at.script)?.steps[part.at.index];
  if (step?.kind !== 'statement') return [];
  const sql = part.kind === 'change' ? edited(step.sql.text, part.edits) : step.sql.text;
  return readStatement(sql).operations;
}
