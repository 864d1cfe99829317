import type { CureEdits } from '../project/cure-edits.ts';
import type { Project } from '../project/project.ts';
import type { Review } from '../project/review.ts';
import type { Level } from '../rule/finding.ts';
import { edited } from '../text/edit.ts';
import { relativeTo } from '../text/path.ts';
import type { Span } from '../text/place.ts';
import { covering } from '../text/place.ts';
import { inBytes } from './bytes.ts';
import type { Entry } from './entry.ts';
import { entriesOf, saidOf } from './entry.ts';
import type { Context } from './format.ts';
import { defineFormat } from './format.ts';
import { linesOf } from './location.ts';
import { HOME, pageOf } from './page.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

/**
 * Reviewdog's own format. It counts columns in UTF-8 bytes.
 * https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
 */
export const rdjson = defineFormat({
  name: 'rdjson',
  of: (review, context) => entriesOf(review).map((entry) => diagnosticOf(entry, review, context)),
  together: (diagnostics) => `${JSON.stringify({ source: { name: 'phasewise', url: HOME }, diagnostics: diagnostics.flat() }, null, 2)}\n`,
});

function diagnosticOf(entry: Entry, { project, editsOf }: Review, { rules, cwd }: Context): object {
  const { name, level, place, finding } = entry;
  const about = rules.find((rule) => rule.name === name);
  const cure = finding && editsOf(finding);
  return {
    message: saidOf(entry),
    location: { path: relativeTo(cwd, place.path), range: rangeOf(place.path, place.span, project) },
    severity: SEVERITIES[level],
    code: { value: name, ...(about && { url: pageOf(about) }) },
    ...(cure && { suggestions: [suggestionOf(cure, project)] }),
  };
}

/** One replacement: those who read it take several for a choice. */
function suggestionOf({ path, edits }: CureEdits, project: Project): object {
  const span = covering(edits.map((edit) => edit.span)) ?? { start: 0, end: 0 };
  const within = edits.map((edit) => ({ text: edit.text, span: { start: edit.span.start - span.start, end: edit.span.end - span.start } }));
  return { range: rangeOf(path, span, project), text: edited(project.textOf(path).slice(span.start, span.end), within) };
}

function rangeOf(path: string, { start, end }: Span, project: Project): object {
  const lines = linesOf(path, project);
  return { start: inBytes(lines.positionOf(start), lines), end: inBytes(lines.positionOf(Math.max(start, end)), lines) };
}
