import { inTurn } from './draw.ts';
import type { JudgedFinding, JudgedProject, JudgedStatement } from './judged.ts';

export interface Wish { readonly seed: number; readonly findings: number; readonly statements: number; readonly major: number }

/** How many of a rule's findings are right, wrong, and could not be judged. */
export interface Count { readonly right: number; readonly wrong: number; readonly unjudged: number }

/** What was drawn, and what all of it says. */
export interface Judgement {
  readonly wish: Wish;
  readonly counts: { readonly projects: number; readonly statements: number; readonly ran: number; readonly findings: number; readonly hazards: number };
  readonly drawn: readonly JudgedFinding[];
  readonly drawnStatements: readonly JudgedStatement[];
  readonly all: readonly JudgedFinding[];
  readonly allStatements: readonly JudgedStatement[];
  readonly strayed: readonly string[];
  readonly crashes: readonly string[];
}

export function judgementOf(projects: readonly JudgedProject[], wish: Wish): Judgement {
  const sum = (of: (project: JudgedProject) => number) => projects.reduce((total, project) => total + of(project), 0);
  return {
    wish,
    counts: {
      projects: projects.filter(({ ran }) => ran > 0).length, statements: sum(({ statements }) => statements), ran: sum(({ ran }) => ran),
      findings: sum(({ findings }) => findings.length), hazards: sum(({ hazards }) => hazards.length),
    },
    drawn: inTurn(projects.map(({ findings }) => findings), wish.findings, ({ verdict }) => verdict.is !== 'unjudged', wish.seed),
    drawnStatements: inTurn(projects.map(({ hazards }) => hazards), wish.statements, () => true, wish.seed),
    all: projects.flatMap(({ findings }) => findings),
    allStatements: projects.flatMap(({ hazards }) => hazards),
    strayed: projects.flatMap(({ strayed }) => strayed.map(({ place, sql, differences }) => `${place}\n      ${differences.map(({ about, predicted, observed }) => `${about}: predicted ${predicted}, observed ${observed}`).join('; ')}\n      ${oneLine(sql)}`)),
    crashes: projects.flatMap(({ crash, root }) => (crash === undefined ? [] : [`${root}: ${crash}`])),
  };
}

export function projectLine({ root, layout, statements, ran, findings, hazards, strayed, refused, crash }: JudgedProject): string {
  const { right, wrong, unjudged } = countOf(findings);
  const why = Object.entries(refused).map(([sqlstate, count]) => `${sqlstate} ${count}`).join(', ');
  const missed = hazards.filter(({ told }) => told.length === 0).length;
  return `${root} (${layout}): ${ran} of ${statements} ran${why === '' ? '' : ` (refused ${why})`}; findings right ${right}, wrong ${wrong}, unjudged ${unjudged}; hazards ${hazards.length}, missed ${missed}; predicted otherwise ${strayed.length}${crash === undefined ? '' : ` CRASH ${crash}`}`;
}

export function judgementText({ wish, counts, drawn, drawnStatements, all, allStatements, strayed, crashes }: Judgement): string {
  const core = (findings: readonly JudgedFinding[]) => findings.filter(({ pack }) => pack === 'core');
  return [
    `PostgreSQL ${wish.major}, seed ${wish.seed}: ${counts.projects} projects, ${counts.ran} of ${counts.statements} statements ran; ${counts.findings} findings, ${counts.hazards} statements that make somebody wait for work that grows.`,
    '', 'Findings drawn', ...table(drawn), precision('core, drawn', core(drawn)), precision('all rules, drawn', drawn),
    '', 'All findings', ...table(all), precision('core, all', core(all)), precision('all rules, all', all),
    '', recall('drawn', drawnStatements), recall('all', allStatements),
    '', 'Wrong findings', ...all.filter(({ verdict }) => verdict.is === 'wrong').map((one) => wrongText(one, drawn.includes(one))),
    '', 'Missed statements', ...allStatements.filter(({ told }) => told.length === 0).map((one) => missedText(one, drawnStatements.includes(one))),
    '', `Effects that were predicted otherwise: ${strayed.length} statements`, ...strayed.map((one) => `  ${one}`),
    '', 'Why findings could not be judged', ...reasons(all),
    ...crashes.map((crash) => `CRASH ${crash}`),
  ].join('\n');
}

function countOf(findings: readonly JudgedFinding[]): Count {
  const count = (is: JudgedFinding['verdict']['is']) => findings.filter(({ verdict }) => verdict.is === is).length;
  return { right: count('right'), wrong: count('wrong'), unjudged: count('unjudged') };
}

function table(findings: readonly JudgedFinding[]): readonly string[] {
  const names = [...new Set(findings.map(({ pack, rule }) => `${pack} ${rule}`))].sort();
  return names.map((name) => {
    const { right, wrong, unjudged } = countOf(findings.filter(({ pack, rule }) => `${pack} ${rule}` === name));
    return `  ${name.padEnd(44)} right ${String(right).padStart(4)}  wrong ${String(wrong).padStart(3)}  unjudged ${String(unjudged).padStart(4)}`;
  });
}

function precision(of: string, findings: readonly JudgedFinding[]): string {
  const { right, wrong, unjudged } = countOf(findings);
  return `  precision of ${of}: ${percent(right, right + wrong)} (${right} of ${right + wrong}; ${unjudged} could not be judged)`;
}

function recall(of: string, statements: readonly JudgedStatement[]): string {
  const told = statements.filter((one) => one.told.length > 0).length;
  return `  recall, ${of}: ${percent(told, statements.length)} (${told} of ${statements.length})`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function wrongText({ rule, place, message, sql, verdict }: JudgedFinding, isDrawn: boolean): string {
  return `  ${isDrawn ? '* ' : ''}${rule} ${place}\n      says ${message}\n      seen ${verdict.because}\n      ${oneLine(sql)}`;
}

function missedText({ place, sql, did }: JudgedStatement, isDrawn: boolean): string {
  return `  ${isDrawn ? '* ' : ''}${place}\n      ${did}\n      ${oneLine(sql)}`;
}

function oneLine(sql: string): string {
  return sql.replace(/\s+/g, ' ').slice(0, 300);
}

function reasons(findings: readonly JudgedFinding[]): readonly string[] {
  const all = findings.filter(({ verdict }) => verdict.is === 'unjudged').map(({ rule, verdict }) => (verdict.because.startsWith('refused') ? verdict.because.slice(0, 14) : `${rule}: ${verdict.because}`));
  const counts = new Map<string, number>();
  for (const reason of all) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([reason, count]) => `  ${count} ${reason}`);
}
