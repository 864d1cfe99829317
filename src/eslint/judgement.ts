import { review } from '../project/judge.ts';
import { passedOver } from '../project/passed-over.ts';
import type { Review } from '../project/review.ts';
import type { Problem } from '../migrations/problem.ts';
import type { Reported } from '../rule/finding.ts';
import { nameOf } from '../text/path.ts';
import type { Place, Span } from '../text/place.ts';
import { rules } from '../../rules/index.ts';
import { beginning, cureSentence } from './cure-words.ts';
import type { Desk, Opened, Sheet } from './desk.ts';
import type { Notice } from './notice.ts';
import { BROKEN_HISTORY, SYNTAX_ERROR } from './notice.ts';
import type { MigrationOptions } from './options.ts';
import { directionsOf, majorsIn } from './options.ts';

/** All that is to be said about one file, found out once, when the first rule asks. */
export class Judgement {
  readonly #sheet: Sheet;
  readonly #opened: Opened;
  readonly #options: MigrationOptions;
  #notices: readonly Notice[] | undefined;

  /** Throws as `Desk.open` does: a project that cannot be read is no reason to be silent. */
  constructor(sheet: Sheet, options: MigrationOptions, desk: Desk) {
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
    const { findings, problems } = whole;
    return [
      ...problems.map((problem) => this.#problem(problem)),
      ...this.#broken(whole),
      ...findings.map((finding) => this.#finding(finding, whole)),
    ];
  }

  #review({ project, history }: Opened): Review {
    return review(project, rules, { files: new Set([this.#sheet.path]), directions: directionsOf(this.#options), history, passedOver: passedOver(project) });
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

  #finding(finding: Reported, { project, editsOf }: Review): Notice {
    const { rule, message, place, cure } = finding;
    const written = editsOf(finding);
    const suggestion = written?.path === this.#sheet.path ? { description: `Write \`${beginning(written.becomes)}\`.`, edits: written.edits } : undefined;
    return { rule, message: `${message} ${cureSentence(cure, project)}`.trim(), span: this.#spanOf(place), ...(suggestion && { suggestion }) };
  }

  /** What was written in another file is shown where this one brought it in, else at its beginning. */
  #spanOf({ path, span, via = [] }: Place): Span {
    if (path === this.#sheet.path) return span;
    return via.find((call) => call.path === this.#sheet.path)?.span ?? { start: 0, end: 0 };
  }
}
