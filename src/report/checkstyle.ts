import { grouped } from '../lint/grouped.ts';
import type { Level } from '../rule/finding.ts';
import { entriesOf, saidOf } from './entry.ts';
import { defineFormat } from './format.ts';
import { locationOf } from './location.ts';
import { element, xmlDocument } from './xml.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'info' };

/** The XML of Checkstyle 4.3, which Jenkins, SonarQube and many others read. */
export const checkstyle = defineFormat({
  name: 'checkstyle',
  of: (review, { cwd }) => entriesOf(review).map((entry) => {
    const { path, start } = locationOf(entry.place, review.project, cwd);
    return { path, error: element('error', {
      line: start.line, column: start.column, severity: SEVERITIES[entry.level], message: saidOf(entry), source: `phasewise.${entry.name}`,
    }) };
  }),
  together(parts) {
    const files = grouped(parts.flat(), ({ path }) => path);
    return xmlDocument(element('checkstyle', { version: '4.3' }, [...files].map(([name, own]) => element('file', { name }, own.map(({ error }) => error)))));
  },
});
