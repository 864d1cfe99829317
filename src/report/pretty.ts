import type { Project } from '../project/project.ts';
import type { ApprovedFinding, Review } from '../project/review.ts';
import type { Level } from '../rule/finding.ts';
import { relativeTo } from '../text/path.ts';
import { cureBlocks } from './cure.ts';
import type { Entry } from './entry.ts';
import { entriesOf } from './entry.ts';
import { excerpt } from './excerpt.ts';
import type { Context } from './format.ts';
import { defineStream } from './format.ts';
import { linesOf, locationOf } from './location.ts';
import { majorsText } from './majors.ts';
import { placesIn } from './places.ts';
import { printable } from './printable.ts';
import { isSilent, remarksOf, summaryOf } from './summary.ts';
import { flowed, hanging, paragraph, proseWidth, wordsOf, wrapped } from './wrap.ts';

/** So many findings are of migrations that were applied long ago. */
const MANY = 50;

/** For people at a terminal. */
export const pretty = defineStream({
  name: 'pretty',
  of(review, context, { before, of }) {
    const text = [
      ...(of > 1 ? [named(review.project, context)] : []),
      ...entriesOf(review).map((entry) => entryText(entry, review.project, context)),
      ...(review.approved.length > 0 ? [approvedText(review.approved, review.project, context)] : []),
      ending(review, context),
    ].join('\n\n');
    return { text: `${before > 0 ? '\n' : ''}${text}\n`, kept: { rule: review.findings[0]?.rule, findings: review.findings.length } };
  },
  end(kept, { colors }) {
    const rule = kept.find((one) => one.rule !== undefined)?.rule;
    const findings = kept.reduce((sum, one) => sum + one.findings, 0);
    const hints = [
      ...(rule === undefined ? [] : [`What a rule means: phasewise explain ${rule}`]),
      ...(findings > MANY ? ['To hear of new migrations only: phasewise baseline'] : []),
    ];
    return hints.map((line) => `${colors.dim(line)}\n`).join('');
  },
});

function named({ root, format }: Project, { colors, cwd }: Context): string {
  return colors.bold(`${printable(relativeTo(cwd, root))} (${format})`);
}

function entryText(entry: Entry, project: Project, context: Context): string {
  const { colors, columns, cwd } = context;
  const prose = proseWidth(columns);
  const paint = painter(entry.level, context);
  const { place, majors } = entry;
  const source = excerpt(linesOf(place.path, project), place.span, { colors, columns, paint });
  const holds = majors ? colors.dim(`  ${majorsText(majors)} only`) : '';
  const blocks = [
    [
      ...(source.length > 0 ? source : []),
      `${paint(entry.level)}  ${colors.bold(printable(entry.name))}${holds}`,
      paragraph(printable(entry.message), prose, '  '),
    ].join('\n'),
    ...(entry.finding ? cureBlocks(entry.finding.cure, project, prose) : []),
  ];
  const elsewhere = [
    ...(place.via ?? []).map((via) => `  called from ${where(via)}`),
    ...(entry.related ?? []).map((other) => `  see also ${where(other)}`),
  ];
  return [[colors.underline(where(place)), ...elsewhere].join('\n'), ...blocks].join('\n\n');

  function where(at: Entry['place']): string {
    const { path, start } = locationOf(at, project, cwd);
    return `${printable(path)}:${start.line}:${start.column}`;
  }
}

/** Approved findings take a line for each approval and file: who looks for an approval finds it, who does not reads on. */
function approvedText(approved: readonly ApprovedFinding[], project: Project, { colors, columns, cwd }: Context): string {
  const lines = new Map<string, { readonly said: string; readonly path: string; readonly places: string[] }>();
  for (const { finding, who, when, reason } of approved) {
    const { path, start } = locationOf(finding.place, project, cwd);
    const said = `${finding.rule}, approved by ${who} on ${when.slice(0, 10)}: ${reason}`;
    const key = JSON.stringify([path, said]);
    const line = lines.get(key) ?? { said, path, places: [] };
    line.places.push(`${start.line}:${start.column}`);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ said, path, places }) =>
    colors.dim(hanging([...placesIn(path, places), '', ...wordsOf(printable(said))], proseWidth(columns), '', '    '))).join('\n');
}

/** The last lines of a review: what it comes to, and what the reader must know about the majors. */
function ending(review: Review, context: Context): string {
  const { colors, columns } = context;
  const summary = flowed(summaryOf(review), ' · ', columns).flatMap((line) => wrapped(line, columns));
  const lines = [...summary, ...remarksOf(review, context.cwd).map((remark) => paragraph(printable(remark), columns, ''))];
  const text = lines.join('\n');
  return isSilent(review) ? colors.green(text) : colors.bold(text);
}

function painter(level: Level, { colors }: Context): (text: string) => string {
  switch (level) {
    case 'error': return colors.red;
    case 'warning': return colors.yellow;
    case 'note': return colors.cyan;
  }
}
