import { cureEditsOf } from '../project/cure-edits.ts';
import { review } from '../project/judge.ts';
import type { Review } from '../project/review.ts';
import type { Problem } from '../migrations/problem.ts';
import type { Reported } from '../rule/finding.ts';
import { edited } from '../text/edit.ts';
import { nameOf } from '../text/path.ts';
import type { Place, Span } from '../text/place.ts';
import { rules } from '../../rules/index.ts';
import { beginning, cureSentence } from './cure-words.ts';
import type { Desk, Opened, Sheet } from './desk.ts';
import type { Notice, Suggestion } from './notice.ts';
import { BROKEN_HISTORY, SYNTAX_ERROR, UNREAD } from './notice.ts';
import type { MigrationOptions } from './options.ts';
import { directionsOf, majorsIn } from './options.ts';

/** All that is to be said about one file, found out once, when the first rule asks. */
export class Judgement {
  readonly #desk: Desk;
  readonly #sheet: Sheet;
  readonly #opened: Opened;
  readonly #options: MigrationOptions;
  #notices: readonly Notice[] | undefined;

  /** Throws as `Desk.open` does: a project that cannot be read is no reason to be silent. */
  constructor(sheet: Sheet, options: MigrationOptions, desk: Desk) {
    this.#desk = desk;
    this.#sheet = sheet;
    this.#options = options;
    this.#opened = desk.open(sheet, majorsIn(options));
  }

  noticesOf(rule: string): readonly Notice[] {
    this.#notices ??= this.#judge();
    return this.#notices.filter((notice) => notice.rule === rule);
  }

  #judge(): readonly Notice[] {
    const whole = this.#review(this.#opened);
    const { findings, problems, unread } = whole;
    return [
      ...problems.map((problem) => this.#problem(problem)),
      ...this.#broken(whole),
      ...findings.map((finding) => this.#finding(finding, whole)),
      ...unread.map(({ reason, place }): Notice => ({ rule: UNREAD, message: reason, span: this.#spanOf(place) })),
    ];
  }

  #review({ project, history }: Opened): Review {
    return review(project, rules, { files: new Set([this.#sheet.path]), directions: directionsOf(this.#options), history });
  }

  #problem({ name, message, place }: Problem): Notice {
    return { rule: name === SYNTAX_ERROR ? SYNTAX_ERROR : BROKEN_HISTORY, message, span: this.#spanOf(place) };
  }

  /** What stops everybody is said where it stands, where it leads, and once in any other file, which may suffer from it. */
  #broken({ project, problems }: Review): readonly Notice[] {
    const { path } = this.#sheet;
    const further = project.problems.filter((problem) => problem.level === 'error' && !problems.includes(problem));
    const here = further.flatMap((problem) => {
      const place = problem.related?.find((related) => related.path === path);
      return place ? [this.#problem({ ...problem, place })] : [];
    });
    const [first] = further;
    if (!first || here.length > 0 || problems.some(({ level }) => level === 'error')) return here;
    const message = `What came before this file is not certain, because of ${nameOf(first.place.path)}: ${first.message}`;
    return [{ rule: BROKEN_HISTORY, message, span: { start: 0, end: 0 } }];
  }

  #finding(finding: Reported, whole: Review): Notice {
    const { rule, message, place, cure } = finding;
    const suggestion = this.#clean(this.#suggestion(finding, whole), finding, whole);
    return { rule, message: `${message} ${cureSentence(cure, whole.project)}`.trim(), span: this.#spanOf(place), ...(suggestion && { suggestion }) };
  }

  #suggestion(finding: Reported, { project }: Review): Suggestion | undefined {
    const cure = cureEditsOf(finding, project);
    return cure?.path === this.#sheet.path ? { description: `Write \`${beginning(cure.becomes)}\`.`, edits: cure.edits } : undefined;
  }

  /** A suggestion must take its finding away and bring no other: in a transaction, CONCURRENTLY alone would. */
  #clean(suggestion: Suggestion | undefined, finding: Reported, { findings }: Review): Suggestion | undefined {
    if (!suggestion) return undefined;
    const text = edited(this.#sheet.text, suggestion.edits);
    const after = this.#review(this.#desk.open({ ...this.#sheet, text }, majorsIn(this.#options)));
    const wanted = findings.filter((one) => one !== finding).map(({ rule }) => rule);
    return after.problems.length === 0 && String(after.findings.map(({ rule }) => rule)) === String(wanted) ? suggestion : undefined;
  }

  /** What was written in another file is shown where this one brought it in, else at its beginning. */
  #spanOf({ path, span, via = [] }: Place): Span {
    if (path === this.#sheet.path) return span;
    return via.find((call) => call.path === this.#sheet.path)?.span ?? { start: 0, end: 0 };
  }
}
