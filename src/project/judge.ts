import type { Difference } from '../catalog/difference.ts';
import { differencesOf } from '../catalog/difference.ts';
import { allow } from '../lint/allowances.ts';
import { lint, lintAllowances, lintHistory } from '../lint/lint.ts';
import { Levels } from '../lint/levels.ts';
import { ActiveRules } from '../lint/raise.ts';
import type { Direction, Migration, Script, ScriptId, Statement, StatementAt, Unread } from '../migrations/migration.ts';
import { isScript, revisionOf } from '../migrations/migration.ts';
import type { Problem } from '../migrations/problem.ts';
import type { Fact } from '../rule/fact.ts';
import { withRuns } from '../rule/fact.ts';
import type { Rule } from '../rule/rule.ts';
import type { Changes } from '../rule/changes.ts';
import type { Release } from '../rule/release.ts';
import { ScriptSituation } from '../rule/script-situation.ts';
import type { Judgement } from '../rule/situation.ts';
import type { Statistics } from '../rule/statistics.ts';
import { quoteQualified } from '../sql/quote.ts';
import { asWritten } from '../sql/stand-in.ts';
import { placeOf } from '../text/mapped.ts';
import type { Place, Span } from '../text/place.ts';
import { AsEdited } from './as-edited.ts';
import type { CureEdits } from './cure-edits.ts';
import { cureEditsOf } from './cure-edits.ts';
import { lockSummary } from './locks.ts';
import { pendingIn } from './pending.ts';
import type { Project } from './project.ts';
import { scriptOf } from './project.ts';
import { commentedFiles } from './commented.ts';
import { History } from './replay.ts';
import { grouped } from '../lint/grouped.ts';
import type { HistorySituation } from '../rule/history-situation.ts';
import type { Reported } from '../rule/finding.ts';
import type { Review } from './review.ts';

export interface ReviewOptions {
  /** Upgrades alone where it is left out. */
  readonly directions?: readonly Direction[];
  /** Only these files are reported; all are read. */
  readonly files?: ReadonlySet<string>;
  /** Only these scripts are reported. */
  readonly scripts?: ReadonlySet<ScriptId>;
  /** What version control tells of the project. */
  readonly changes?: Changes;
  /** The sources of the running release. */
  readonly release?: Release;
  /** Scripts that are not reported. */
  readonly passedOver?: ReadonlySet<ScriptId>;
  /** Of the database that is meant. */
  readonly statistics?: Statistics;
  /** The day on which allowances are asked whether they still hold: "2026-11-28". */
  readonly today?: string;
  /** Shares what another review has replayed. */
  readonly history?: History;
}

/** Judges the scripts of a project by the rules. */
export function review(project: Project, rules: readonly Rule[], options: ReviewOptions = {}): Review {
  const { directions = ['up'], history = new History(project), statistics = project.statistics, changes = {}, release, today = new Date().toISOString().slice(0, 10) } = options;
  const active = new ActiveRules(rules, new Levels(project.config));
  const migrations = inOrder(project);
  const scripts = firstOfEachId(migrations.flatMap((migration) => scriptsOf(migration, directions))).filter((script) => isAsked(script, options));
  const told = scripts.map((script) => ({ script, facts: history.facts(script.id) }));
  const judgementOn = (those: History): Judgement => ({
    tool: project.tool,
    lowest: project.majors[0] ?? 14,
    lineOf: (at: StatementAt) => lineOf(project, at),
    script: (at: StatementAt) => those.facts(at.script),
    notRestored: (revision) => notRestored(revision, those),
    statistics,
    release,
    smallTable: project.config.smallTable,
  });
  const judgement = judgementOn(history);
  const lintScript = (id: ScriptId, those: History) => {
    const whole = those.told(id);
    return whole ? lint(whole, project.majors, active.at(whole.script.path), judgementOn(those)) : [];
  };
  const edits = new Map<Reported, CureEdits | undefined>();
  const judgedAgain = new Map<ScriptId, number>();
  const found = new Map(scripts.map(({ id }) => [id, lintScript(id, history)]));
  const all = inScripts(scripts, [
    ...[...found.values()].flat(),
    ...lintHistory(historyOf(project, migrations, history, judgement, changes), active, judgement, ({ script }) => history.facts(script)),
  ]);
  const { findings, allowed, allowances } = allow({ files: commentedFiles(project, told), findings: all, known: active.known, active: active.names, today });
  const unread = told.flatMap(({ script, facts }) => unreadOf(script, facts));
  const facts = told.flatMap((one) => one.facts);
  const stoodIn = facts.filter(({ statement, reading }) => statement.standIns.length > 0 && !reading.error);
  const titles = new Map(project.migrations.map(({ revision, title }) => [revision, title]));
  return {
    project,
    directions,
    scripts: scripts.map(({ id, path }) => (
      { id, path, title: titles.get(revisionOf(id)) ?? '', locks: () => lockSummary(history.facts(id), project.majors, judgement) })),
    findings: inScripts(scripts, [...findings, ...lintAllowances(allowances, project.majors, active, judgement)]),
    approved: [],
    allowed,
    known: [],
    problems: [...project.problems.filter(({ place }) => isAskedPlace(place, options)), ...told.flatMap((one) => syntaxErrors(one.facts))],
    unread,
    placeholders: [...new Set(stoodIn.flatMap(({ statement }) => statement.standIns.flatMap(({ written }) => written ?? [])))],
    counts: {
      revisions: new Set(scripts.map(({ path }) => path)).size,
      statements: facts.length - facts.filter(({ reading }) => reading.error).length,
      standIns: stoodIn.length,
      unread: unread.length,
      unknown: facts.filter(({ treatments }) => treatments.some(({ effects }) => effects.unknown.length > 0)).length,
    },
    editsOf(finding) {
      if (edits.has(finding)) return edits.get(finding);
      const written = cureEditsOf(finding, project);
      const made = written && leavesNothing(written, finding) ? written : undefined;
      edits.set(finding, made);
      return made;
    },
  };

  /** In a transaction CONCURRENTLY alone would be refused. */
  function leavesNothing({ at, inStatement }: CureEdits, finding: Reported): boolean {
    const before = found.get(at.script) ?? [];
    const spent = (judgedAgain.get(at.script) ?? 0) + history.facts(at.script).length;
    if (!before.includes(finding) || spent > MOST_JUDGED_AGAIN) return false;
    judgedAgain.set(at.script, spent);
    const edited = new AsEdited(project, history, at, inStatement);
    const wanted = before.filter((one) => one !== finding).map(({ rule }) => rule);
    return syntaxErrors(edited.facts(at.script)).length === 0 && String(lintScript(at.script, edited).map(({ rule }) => rule)) === String(wanted);
  }
}

/**
 * Each edit of a script has all its statements judged once more. In a script of thousands the last findings keep their
 * cure, and are not offered as an edit.
 */
const MOST_JUDGED_AGAIN = 20_000;

/** What a downgrade leaves otherwise than it was; what is in doubt is no difference. */
function notRestored(revision: string, history: History): readonly Difference[] {
  const down = history.told(`${revision}#down`);
  if (!down) return [];
  const before = history.before(`${revision}#up`);
  const differences = differencesOf(before, down.after);
  const { relations, types: userTypes } = down.after.notSharedWith(before);
  // What the upgrade made was not there before it, even where the history begins in the middle.
  const left = relations.filter(({ born, persistence }) => born.script === `${revision}#up` && persistence !== 'temporary')
    .map((relation) => ({ kind: relation.type === 'partitioned' ? 'table' : relation.type, name: quoteQualified(relation), lacking: 'first' as const }));
  const types = userTypes.filter((type) => type.born.script === `${revision}#up` && down.after.userType(type, down.session).known)
    .map((type) => ({ kind: 'type', name: quoteQualified(type), lacking: 'first' as const }));
  return [...differences, ...[...left, ...types].filter(({ name }) => !differences.some((one) => one.name === name))];
}

/** What is said of the history as a whole stands among the findings of the script that it points at. */
function inScripts(scripts: readonly Script[], findings: readonly Reported[]): readonly Reported[] {
  const byScript = grouped(findings, ({ at }) => at.script);
  return scripts.flatMap(({ id }) => [...byScript.get(id) ?? []].sort((a, b) => (a.at.index ?? -1) - (b.at.index ?? -1)));
}

function historyOf(project: Project, migrations: readonly Migration[], history: History, judgement: Judgement, changes: Changes): HistorySituation {
  const { majors, graph, tool } = project;
  const upgrades = firstOfEachId(migrations.map(({ upgrade }) => upgrade)).map((script) => new ScriptSituation({
    script,
    told: () => history.told(script.id) ?? unheardOf(script),
    operations: () => script.steps.flatMap((step, index) => (step.kind === 'statement'
      ? history.reading(step).operations.map((operation) => ({ operation, at: { script: script.id, index } }))
      : [])),
  }, majors, judgement));
  return {
    migrations,
    upgrades,
    heads: graph?.heads ?? [],
    changes,
    pending: pendingIn(project, changes, upgrades),
    tool,
    majors,
    lowest: judgement.lowest,
    get end() { return history.end; },
  };
}

function unheardOf({ id }: Script): never {
  throw new RangeError(`${id} is no script of this project.`);
}

/** In the one linear order; as they were read where there is none. */
function inOrder({ graph, migrations }: Project): readonly Migration[] {
  if (!graph) return migrations;
  return graph.order.flatMap((id) => graph.revisions.get(id)?.migration ?? []);
}

/** Where several files declare a revision, an id means the first of them; the others are problems already. */
function firstOfEachId(scripts: readonly Script[]): readonly Script[] {
  const first = new Map<ScriptId, Script>();
  for (const script of scripts) if (!first.has(script.id)) first.set(script.id, script);
  return [...first.values()];
}

function scriptsOf({ upgrade, downgrade }: Migration, directions: readonly Direction[]): readonly Script[] {
  return directions.flatMap((direction): readonly Script[] => {
    if (direction === 'up') return [upgrade];
    return isScript(downgrade) ? [downgrade] : [];
  });
}

function isAsked(script: Script, { files, scripts, passedOver }: ReviewOptions): boolean {
  return (files === undefined || files.has(script.path)) && passedOver?.has(script.id) !== true && (scripts === undefined || scripts.has(script.id));
}

/** Problems of the graph concern whoever is asked about; those of a file, that file. */
function isAskedPlace(place: Place, { files }: ReviewOptions): boolean {
  return files === undefined || files.has(place.path);
}

/** What sources could not read, and statements whose text decides only when it runs. */
function unreadOf(script: Script, facts: readonly Fact[]): readonly Unread[] {
  const bySource = script.steps.filter((step) => step.kind === 'unread');
  const byStatement = facts.flatMap(withRuns).flatMap(({ statement, reading }) => [
    ...reading.unread,
    ...reading.operations.flatMap((operation): readonly Unread[] => (operation.kind === 'run unknown text'
      ? [{ kind: 'unread', reason: operation.reason, place: placeOf(statement.sql, operation.span), reach: operation.reach, when: operation.when }]
      : [])),
  ]);
  return [...bySource, ...onceEach(byStatement)];
}

/** Code that is gone through several times says the same each time. */
function onceEach(all: readonly Unread[]): readonly Unread[] {
  const said = new Map(all.map((one) => [JSON.stringify([one.reason, one.place]), one]));
  return [...said.values()];
}

/** What PostgreSQL would refuse. */
function syntaxErrors(facts: readonly Fact[]): readonly Problem[] {
  return facts.flatMap(({ statement, reading: { error } }) => {
    if (!error) return [];
    return [{ name: 'syntax-error', level: 'finding', message: asWritten(`PostgreSQL would refuse this: ${error.message}`), place: placeOf(statement.sql, wordOr(statement, error.span)) }];
  });
}

/** An error at the very end of a statement is shown at its last character. */
function wordOr({ sql }: Statement, { start, end }: Span): Span {
  const length = sql.text.length;
  return start >= length ? { start: Math.max(0, length - 1), end: length } : { start, end: Math.max(end, start + 1) };
}

function lineOf(project: Project, { script, index, part }: StatementAt): number {
  if (part) return project.linesOf(part.path).positionOf(part.span.start).line;
  const step = scriptOf(project, script)?.steps[index];
  if (step?.kind !== 'statement') return 1;
  const place = placeOf(step.sql, { start: 0, end: step.sql.text.length });
  return project.linesOf(place.path).positionOf(place.span.start).line;
}
