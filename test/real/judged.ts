import type { Major } from '../../src/effects/effect.ts';
import { review } from '../../src/project/judge.ts';
import type { Difference } from '../../src/observe/compare.ts';
import type { Project } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import type { Fact } from '../../src/rule/fact.ts';
import type { Reported } from '../../src/rule/finding.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { placeOf } from '../../src/text/mapped.ts';
import type { Runs } from './kept.ts';
import { keep, keyOf, readKept } from './kept.ts';
import { hazardIn } from './hazards-seen.ts';
import { strayed } from './strayed.ts';
import type { ScriptSeen, Seen } from './seen.ts';
import type { Stage } from './stage.ts';
import { placeIn } from './tally.ts';
import type { Story, Verdict } from './verdict.ts';
import { verdictOn } from './verdict.ts';
import { Witness } from './witness.ts';

export interface JudgedFinding {
  readonly rule: string;
  readonly pack: string;
  readonly place: string;
  readonly message: string;
  readonly sql: string;
  readonly verdict: Verdict;
}

/** A statement that did something to live tables which grows with their rows, and the rules that spoke of it. */
export interface JudgedStatement { readonly place: string; readonly sql: string; readonly did: string; readonly told: readonly string[] }

/** A project, what a server did with its upgrades, and how what is said of them stands up to that. */
export interface JudgedProject {
  readonly root: string;
  readonly layout: string;
  readonly statements: number;
  readonly ran: number;
  readonly findings: readonly JudgedFinding[];
  readonly hazards: readonly JudgedStatement[];
  /** Effects that were predicted otherwise. */
  readonly strayed: readonly { readonly place: string; readonly sql: string; readonly differences: readonly Difference[] }[];
  /** What refused statements lacked, and how often. */
  readonly refused: Readonly<Record<string, number>>;
  readonly crash?: string;
}

/** Longer statements are cut. */
const SHOWN = 600;

/** `kept`: a folder with runs that were seen before, which are not made again. */
export interface JudgedBy { readonly rules: readonly Rule[]; readonly stage: Stage; readonly kept?: string | undefined }

export async function judged(project: Project, { rules, stage, kept }: JudgedBy): Promise<JudgedProject> {
  const history = new History(project);
  const { findings } = review(project, rules, { history });
  const scripts = inOrder(project).map(({ upgrade }) => upgrade.id);
  const runs = await witnessed(scripts.map((id) => history.facts(id)), project.majors[0] ?? 18, stage, kept);
  const all = runs.scripts.flatMap(({ seen }) => seen);
  const lacking = new Set(all.filter(({ fate }) => fate === 'refused').flatMap(({ fact }) => fact.reading.operations.flatMap((operation) => (operation.kind === 'create table' ? [operation.table.name] : []))));
  const refused: Record<string, number> = {};
  for (const { refused: why } of all.filter(({ fate }) => fate === 'refused')) if (why) refused[why.sqlstate] = (refused[why.sqlstate] ?? 0) + 1;
  return {
    root: project.root,
    layout: project.found.tool?.name ?? project.source.name,
    statements: all.length,
    ran: all.filter(({ fate }) => fate === 'ran').length,
    findings: scripts.flatMap((id, index) => findings.filter(({ at }) => at.script === id).map((finding) => judgedFinding(finding, { script: runs.scripts[index], left: runs.left, lacking }, rules, project))),
    hazards: all.flatMap((seen) => hazardOf(seen, findings, project)),
    strayed: all.flatMap((seen) => {
      const found = strayed(seen);
      return found.length === 0 ? [] : [{ place: placeOfStatement(seen.fact, project), sql: short(seen.fact), differences: found }];
    }),
    refused,
  };
}

async function witnessed(scripts: readonly (readonly Fact[])[], major: Major, stage: Stage, kept: string | undefined): Promise<Runs> {
  const key = keyOf(scripts, major);
  const before = kept === undefined ? undefined : readKept(kept, key, scripts);
  if (before) return before;
  const witness = new Witness(stage);
  const seen: ScriptSeen[] = [];
  for (const facts of scripts) seen.push(await witness.script(facts));
  const runs: Runs = { scripts: seen, left: await witness.left() };
  if (kept !== undefined) keep(kept, key, scripts, runs);
  return runs;
}

function judgedFinding(finding: Reported, run: Omit<Story, 'seen'>, rules: readonly Rule[], project: Project): JudgedFinding {
  const seen = run.script?.seen.find(({ fact }) => fact.at.index === finding.at.index);
  const { rule, message, place } = finding;
  const pack = rules.find(({ name }) => name === rule)?.pack ?? '';
  return { rule, pack, message, place: placeIn(project, place), sql: seen ? short(seen.fact) : '', verdict: verdictOn(finding, { ...run, seen }) };
}

function hazardOf(seen: Seen, findings: readonly Reported[], project: Project): readonly JudgedStatement[] {
  const did = hazardIn(seen);
  if (did === undefined) return [];
  const { at } = seen.fact;
  const told = findings.filter((finding) => finding.at.script === at.script && finding.at.index === at.index).map(({ rule }) => rule);
  return [{ place: placeOfStatement(seen.fact, project), sql: short(seen.fact), did, told }];
}

function placeOfStatement({ statement: { sql } }: Fact, project: Project): string {
  return placeIn(project, placeOf(sql, { start: 0, end: sql.text.length }));
}

function short({ statement: { sql: { text } } }: Fact): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;
}

function inOrder({ graph, migrations }: Project): Project['migrations'] {
  return graph ? graph.order.flatMap((id) => graph.revisions.get(id)?.migration ?? []) : migrations;
}
