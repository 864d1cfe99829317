import type { Review } from '../project/review.ts';
import { relativeTo } from '../text/path.ts';
import type { Entry } from './entry.ts';
import { entriesOf, saidOf } from './entry.ts';
import { defineFormat } from './format.ts';
import { locationOf } from './location.ts';
import { plainCure } from './plain-cure.ts';
import { element, textElement, xmlDocument } from './xml.ts';

/** A case fails where the exit code would be 1, so that a warning turns no build red. */
interface Suite { readonly path: string; readonly found?: Case }
interface Case { readonly xml: string; readonly ended: 'passed' | 'failed' | 'skipped' }

/**
 * The XML of JUnit as CI servers read it: a suite for each file, a case for each finding, one that passes where a file
 * has none. What could not be read was not judged: its case is skipped.
 */
export const junit = defineFormat({
  name: 'junit',
  of: (review, { cwd }): readonly Suite[] => [
    ...review.scripts.map(({ path }) => ({ path: relativeTo(cwd, path) })),
    ...entriesOf(review).map((entry) => ({ path: locationOf(entry.place, review.project, cwd).path, found: caseOf(entry, review, cwd) })),
  ],
  together(parts) {
    const suites = new Map<string, Case[]>();
    for (const { path, found } of parts.flat()) {
      const cases = suites.get(path) ?? [];
      if (found) cases.push(found);
      suites.set(path, cases);
    }
    const cases = [...suites].map(([path, own]): readonly [string, readonly Case[]] => [path, own.length > 0 ? own : [clean(path)]]);
    return xmlDocument(element('testsuites', { name: 'phasewise', ...counted(cases.flatMap(([, own]) => own)) },
      cases.map(([name, own]) => element('testsuite', { name, ...counted(own) }, own.map(({ xml }) => xml)))));
  },
});

function caseOf(entry: Entry, { project }: Review, cwd: string): Case {
  const { path, start } = locationOf(entry.place, project, cwd);
  const cure = entry.finding ? plainCure(entry.finding.cure, project) : '';
  const message = saidOf(entry);
  const whole = [`${path}:${start.line}:${start.column}: ${message}`, ...(cure === '' ? [] : [cure])].join('\n\n');
  const name = `${entry.name} at ${start.line}:${start.column}`;
  const written = (ended: Case['ended'], xml: string): Case => ({ ended, xml: element('testcase', { name, classname: path, file: path, line: start.line }, [xml]) });
  if (entry.level === 'error') return written('failed', textElement('failure', { type: entry.name, message }, whole));
  if (entry.finding === undefined) return written('skipped', element('skipped', { message }));
  return written('passed', textElement('system-out', {}, `${entry.level}: ${whole}`));
}

function clean(path: string): Case {
  return { ended: 'passed', xml: element('testcase', { name: 'no findings', classname: path, file: path }) };
}

function counted(cases: readonly Case[]): { readonly tests: number; readonly failures: number; readonly errors: number; readonly skipped: number } {
  const of = (ended: Case['ended']) => cases.filter((one) => one.ended === ended).length;
  return { tests: cases.length, failures: of('failed'), errors: 0, skipped: of('skipped') };
}
