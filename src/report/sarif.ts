import type { ArtifactLocation, Location, Log, Notification, Region, Replacement, ReportingDescriptor, Result, Run, Suppression } from 'sarif';
import type { Problem } from '../migrations/problem.ts';
import type { Project } from '../project/project.ts';
import type { Review } from '../project/review.ts';
import type { Level, Reported } from '../rule/finding.ts';
import type { About } from '../rule/rule.ts';
import { isAbsolute, relativeTo } from '../text/path.ts';
import type { Place } from '../text/place.ts';
import { fingerprintOf, saidOf, someMajors } from './entry.ts';
import type { Context } from './format.ts';
import { defineFormat } from './format.ts';
import type { Location as At } from './location.ts';
import { locationOf } from './location.ts';
import { plainCure } from './plain-cure.ts';
import { HOME, pageOf } from './page.ts';
import { paragraphsOf } from './prose.ts';

/** SARIF 2.1.0, as code hosts take it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif = defineFormat({
  name: 'sarif',
  fromRoot: true,
  of: (review, context): Part => ({
    broken: review.problems.filter(({ level }) => level === 'error').map((problem) => configurationNotice(problem, review.project, context.cwd)),
    standIns: review.counts.standIns,
    placeholders: review.placeholders,
    results: resultsOf(review, context),
  }),
  together(parts, context) {
    const log: Log = {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [runOf(parts, context)],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
});

interface Part extends Pick<Review, 'placeholders'> {
  /** What keeps the revisions from being a graph. */
  readonly broken: readonly Notification[];
  readonly standIns: number;
  readonly results: readonly Result[];
}

function runOf(parts: readonly Part[], { rules, version, cwd }: Context): Run {
  const broken = parts.flatMap((part) => part.broken);
  const standIns = parts.reduce((sum, part) => sum + part.standIns, 0);
  return {
    tool: { driver: { name: 'phasewise', version, semanticVersion: version, informationUri: HOME, rules: rules.map(descriptorOf) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { uri: fileUri(`${cwd === '/' ? '' : cwd}/`) } },
    invocations: [{
      executionSuccessful: broken.length === 0,
      ...(standIns > 0 && { properties: { standIns, placeholders: [...new Set(parts.flatMap(({ placeholders }) => placeholders))] } }),
      toolConfigurationNotifications: broken,
    }],
    results: parts.flatMap(({ results }) => results),
  };
}

function resultsOf(review: Review, context: Context): readonly Result[] {
  const { project, findings, approved, allowed, known, problems } = review;
  const seen = new Map<string, number>();
  return [
    ...problems.filter(({ level }) => level === 'finding').map((problem) => problemResult(problem, project, context.cwd, seen)),
    ...findings.map((finding) => ({ ...findingResult(finding, project, context), ...fixesOf(finding, review, context.cwd) })),
    ...allowed.map(({ finding, reason }) => suppressed(findingResult(finding, project, context), { kind: 'inSource', justification: reason })),
    ...known.map((finding) => suppressed(findingResult(finding, project, context), { kind: 'external', justification: 'It was there when the baseline was recorded.' })),
    ...approved.map(({ finding, who, reason }) => suppressed(findingResult(finding, project, context), { kind: 'external', justification: `${reason} (${who})` })),
  ];
}

function suppressed(result: Result, { kind, justification }: Pick<Suppression, 'kind' | 'justification'>): Result {
  return { ...result, suppressions: [{ kind, status: 'accepted', justification }] };
}

function descriptorOf(about: About): ReportingDescriptor {
  const why = paragraphsOf(about.why).join('\n\n');
  return {
    id: about.name,
    shortDescription: { text: about.summary },
    fullDescription: { text: why },
    help: { text: [why, ...about.manual].join('\n\n') },
    helpUri: pageOf(about),
    defaultConfiguration: { enabled: about.pack !== 'opt-in', level: about.pack === 'core' ? 'error' : 'warning' },
  };
}

function findingResult(finding: Reported, project: Project, { rules, cwd }: Context): Result {
  const ruleIndex = rules.findIndex(({ name }) => name === finding.rule);
  const said = saidOf({ message: finding.message, ...someMajors(finding, project) });
  const cure = plainCure(finding.cure, project);
  return {
    ruleId: finding.rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: LEVELS[finding.level],
    message: { text: [said, ...(cure === '' ? [] : [cure])].join('\n\n') },
    locations: [locatedAt(finding.place, project, cwd)],
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
  };
}

const LEVELS = { error: 'error', warning: 'warning', note: 'note' } as const satisfies Record<Level, Result.level>;

/** A cure that an editor may write as it is. */
function fixesOf(finding: Reported, { project, editsOf }: Review, cwd: string): Pick<Result, 'fixes'> {
  const cure = editsOf(finding);
  if (!cure) return {};
  const replacements = cure.edits.map(({ span, text }): Replacement => (
    { deletedRegion: regionOf(locationOf({ path: cure.path, span }, project, cwd)), insertedContent: { text } }));
  const { path } = locationOf({ path: cure.path, span: { start: 0, end: 0 } }, project, cwd);
  return { fixes: [{ description: { text: `Write \`${cure.becomes}\`.` }, artifactChanges: [{ artifactLocation: artifactAt(path), replacements }] }] };
}

function problemResult({ name, message, place, related = [] }: Problem, project: Project, cwd: string, seen: Map<string, number>): Result {
  return {
    ruleId: name,
    level: 'error',
    message: { text: message },
    locations: [locatedAt(place, project, cwd)],
    partialFingerprints: { primaryLocationLineHash: fingerprintOf([name, relativeTo(project.root, place.path), message], seen) },
    ...(related.length > 0 && { relatedLocations: related.map((other) => locatedAt(other, project, cwd)) }),
  };
}

function configurationNotice({ name, message, place, related = [] }: Problem, project: Project, cwd: string): Notification {
  const places = [place, ...related];
  return { descriptor: { id: name }, level: 'error', message: { text: message }, locations: places.map((at) => locatedAt(at, project, cwd)) };
}

function locatedAt(place: Place, project: Project, cwd: string): Location {
  const location = locationOf(place, project, cwd);
  return { physicalLocation: { artifactLocation: artifactAt(location.path), region: regionOf(location) } };
}

function artifactAt(path: string): ArtifactLocation {
  return isAbsolute(path) ? { uri: fileUri(path) } : { uri: encoded(path), uriBaseId: '%SRCROOT%' };
}

function regionOf({ start, end }: Pick<At, 'start' | 'end'>): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fileUri(path: string): string {
  return `file://${path.startsWith('/') ? '' : '/'}${encoded(path).replace(/^([A-Za-z])%3A/, '$1:')}`;
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
