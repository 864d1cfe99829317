import type { LockSummary, NoticedLock } from '../project/locks.ts';
import type { Project } from '../project/project.ts';
import type { JudgedScript, Review } from '../project/review.ts';
import type { Reported } from '../rule/finding.ts';
import { directionOf, revisionOf } from '../migrations/migration.ts';
import { folderOf, nameOf, relativeTo } from '../text/path.ts';
import type { Place } from '../text/place.ts';
import { curePartsOf } from './cure.ts';
import type { Entry } from './entry.ts';
import { entriesOf, saidOf } from './entry.ts';
import type { Section } from './fitted.ts';
import { fitted } from './fitted.ts';
import type { Context } from './format.ts';
import { defineFormat } from './format.ts';
import { locationOf } from './location.ts';
import { durationOf, listed, named, waitersOf } from './lock-words.ts';
import { majorsText } from './majors.ts';
import { fenced, html, inline, linkTo } from './markdown-text.ts';
import { pageOf } from './page.ts';
import { counted, remarksOf, summaryOf } from './summary.ts';

/** GitHub takes 65,536 characters in a comment; a few remain for whoever posts it. */
const MOST = 64_000;

/** A comment on a pull request. Its first line is there to be found again by whoever posts it. */
export const markdown = defineFormat({
  name: 'markdown',
  fromRoot: true,
  of: (review, context) => partOf(review, { ...context, shared: sharedNames(review.project) }),
  together(parts) {
    const room = Math.floor(MOST / Math.max(1, parts.length));
    const said = parts.flatMap(({ name, verdict, more, sections }) => [`### ${inline(parts.length > 1 ? name : 'Phasewise')}: ${verdict}`, ...more, ...fitted(sections, room)]);
    return `${['<!-- phasewise -->', ...said].join('\n\n')}\n`;
  },
});

interface Locked { readonly script: JudgedScript; readonly summary: LockSummary }

interface Look extends Context {
  /** Names that more than one migration has, such as Prisma's. */
  readonly shared: ReadonlySet<string>;
}

interface Part { readonly name: string; readonly verdict: string; readonly more: readonly string[]; readonly sections: readonly Section[] }

function partOf(review: Review, look: Look): Part {
  const { project } = review;
  const scripts = review.scripts.map((script): Locked => ({ script, summary: script.locks() }));
  const [verdict = '', ...more] = summaryOf(review);
  const found = entriesOf(review);
  return {
    name: `${relativeTo(look.cwd, project.root)} (${project.format})`,
    verdict: inline(verdict),
    more: [...(more.length > 0 ? [inline(more.join(' · '))] : []), ...remarksOf(review, look.cwd).map(inline)],
    sections: [
      table(['Level', 'Where', 'Finding'], found.map((entry) => findingRow(entry, project, look)), 'finding'),
      table(['Migration', 'Locks', 'Who waits', 'For how long'], lockRows(scripts, project, look), 'lock'),
      { head: '', items: lockless(scripts), between: '\n', rest: () => '' },
      { head: '', items: found.flatMap((entry) => cureDetails(entry, project, look)), between: '\n\n', rest: (count) => `The cures of ${counted(count, 'more finding')} do not fit in here; \`phasewise lint\` shows them.` },
      { head: '', items: setApart(review, look), between: '\n\n', rest: () => `${counted(review.approved.length + review.allowed.length, 'finding')} approved or allowed.` },
    ],
  };
}

function table(columns: readonly string[], rows: readonly string[], thing: string): Section {
  const head = `${row(columns)}\n${row(columns.map(() => '---'))}`;
  return { head, items: rows, between: '\n', rest: (count) => `And ${counted(count, `more ${thing}`)}; \`phasewise lint\` shows all.` };
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function findingRow(entry: Entry, project: Project, look: Look): string {
  const about = look.rules.find(({ name }) => name === entry.name);
  const name = about ? `[${inline(entry.name)}](${encodeURI(pageOf(about))})` : inline(entry.name);
  return row([`**${entry.level}**`, placed(entry.place, project, look), `${inline(saidOf(entry))} (${name})`]);
}

function placed(place: Place, project: Project, look: Look): string {
  const { path, start } = locationOf(place, project, look.cwd);
  return linkTo(`${shortName(path, look)}:${start.line}`, { path, line: start.line, host: look.host });
}

/** The file's name, with its folder where several have that name. */
function shortName(path: string, { shared }: Look): string {
  const name = nameOf(path);
  return shared.has(name) ? `${nameOf(folderOf(path))}/${name}` : name;
}

function sharedNames({ migrations }: Project): ReadonlySet<string> {
  const names = migrations.map(({ upgrade }) => nameOf(upgrade.path));
  const once = new Set<string>();
  return new Set(names.filter((name) => once.has(name) || !once.add(name)));
}

function lockRows(scripts: readonly Locked[], project: Project, look: Look): readonly string[] {
  return scripts.flatMap(({ script, summary: { locks, unknown } }) => {
    const rows = alike(locks).map((group): readonly string[] => {
      const [lock] = group;
      const only = lock.majors.length < project.majors.length ? ` (${majorsText(lock.majors)} only)` : '';
      return [
        inline(`${lock.certain ? '' : 'perhaps '}${lock.mode} on ${listed(group.map(lockedName))}${only}`),
        waitersOf(lock.mode),
        inline(durationOf(lock)),
      ];
    });
    const notKnown = unknown > 0 ? [[inline(`${counted(unknown, 'statement')} with effects that are not known`), '', '']] : [];
    return [...rows, ...notKnown].map((cells) => row([migrationLink(script, look), ...cells]));
  });
}

/** Locks that differ in the table alone, such as those on the partitions of one. */
function alike(locks: readonly NoticedLock[]): readonly (readonly [NoticedLock, ...NoticedLock[]])[] {
  const groups = new Map<string, [NoticedLock, ...NoticedLock[]]>();
  for (const lock of locks) {
    const { table: _, index: __, ...same } = lock;
    const group = groups.get(JSON.stringify(same));
    if (group) group.push(lock);
    else groups.set(JSON.stringify(same), [lock]);
  }
  return [...groups.values()];
}

function lockedName({ table: on, index }: NoticedLock): string {
  return index === undefined ? named(on) : `${named(index)}, an index of ${named(on)}`;
}

function migrationLink({ id, path }: JudgedScript, look: Look): string {
  const link = linkTo(shortName(path, look), { path: relativeTo(look.cwd, path), line: 1, host: look.host });
  return directionOf(id) === 'down' ? `${link}, downgrade of ${inline(revisionOf(id))}` : link;
}

function lockless(scripts: readonly Locked[]): readonly string[] {
  const none = scripts.filter(({ summary: { locks, unknown } }) => locks.length + unknown === 0);
  if (none.length === 0) return [];
  return none.length === scripts.length
    ? ['Nothing is locked that others use.']
    : [`${counted(none.length, 'other migration')} ${none.length === 1 ? 'locks' : 'lock'} nothing that others use.`];
}

function cureDetails(entry: Entry, project: Project, look: Look): readonly string[] {
  const { finding, place, name } = entry;
  if (!finding) return [];
  const { start } = locationOf(place, project, look.cwd);
  const parts = curePartsOf(finding.cure, project).map((part) =>
    (part.kind === 'text' ? inline(part.text) : fenced(part.code, project.source.author.language)));
  return parts.length === 0 ? [] : [details(`What to do about line ${start.line} of ${shortName(place.path, look)} (${name})`, parts)];
}

/** What was found and set apart, by a committed approval or by a comment beside the statement. */
function setApart({ project, approved, allowed }: Review, look: Look): readonly string[] {
  const item = ({ rule, place }: Reported, said: string) => `- ${placed(place, project, look)}: ${inline(`${rule}, ${said}`)}`;
  const items = [
    ...approved.map(({ finding, who, when, reason }) => item(finding, `approved by ${who} on ${when.slice(0, 10)}: ${reason}`)),
    ...allowed.map(({ finding, reason, until }) => item(finding, `allowed by a comment${until === undefined ? '' : ` until ${until}`}: ${reason}`)),
  ];
  return items.length === 0 ? [] : [details(`${counted(items.length, 'finding')} approved or allowed`, [items.join('\n')])];
}

function details(summary: string, blocks: readonly string[]): string {
  return ['<details>', `<summary>${html(summary)}</summary>`, '', blocks.join('\n\n'), '', '</details>'].join('\n');
}
