import type { Level } from '../rule/finding.ts';
import { entriesOf, saidOf } from './entry.ts';
import type { Format } from './format.ts';
import { locationOf } from './location.ts';
import { element, xmlDocument } from './xml.ts';

const SEVERITIES: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'info' };

/** The XML of Checkstyle 4.3, which Jenkins, SonarQube and many others read. */
export const checkstyle: Format = {
  name: 'checkstyle',
  render(reviews, { cwd }) {
    const files = new Map<string, string[]>();
    for (const review of reviews) {
      for (const entry of entriesOf(review)) {
        const { path, start } = locationOf(entry.place, review.project, cwd);
        const error = element('error', {
          line: start.line, column: start.column, severity: SEVERITIES[entry.level], message: saidOf(entry), source: `phasewise.${entry.name}`,
        });
        files.set(path, [...files.get(path) ?? [], error]);
      }
    }
    return xmlDocument(element('checkstyle', { version: '4.3' }, [...files].map(([name, errors]) => element('file', { name }, errors))));
  },
};
