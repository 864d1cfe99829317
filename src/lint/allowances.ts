import type { Comment } from '../migrations/comment.ts';
import type { ScriptId } from '../migrations/migration.ts';
import type { Allowance } from '../rule/allowance.ts';
import type { Reported } from '../rule/finding.ts';
import type { Place, Span } from '../text/place.ts';
import type { AllowWords } from './allow-comment.ts';
import { allowWords } from './allow-comment.ts';

/** A step of a script as it stands in a file. `inner`: the statements of the code that it runs; those have a `part`. */
export interface Extent { readonly script: ScriptId; readonly index: number; readonly span: Span; readonly part?: Place; readonly inner: readonly Extent[] }

/** A file of which some scripts are judged: its comments, and where the steps of those scripts stand, in its order. */
export interface CommentedFile {
  readonly path: string;
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly extents: readonly Extent[];
}

export interface AllowedFinding { readonly finding: Reported; readonly reason: string; readonly until: string | undefined }

/** Which findings the comments of the files allow, which they leave, and what is to be said of the comments themselves. */
export interface Allowed {
  readonly findings: readonly Reported[];
  readonly allowed: readonly AllowedFinding[];
  readonly allowances: readonly Allowance[];
}

export interface AllowRequest {
  readonly files: readonly CommentedFile[];
  readonly findings: readonly Reported[];
  /** The names of all rules, and of those that were asked. */
  readonly known: readonly string[];
  readonly active: ReadonlySet<string>;
  /** "2026-11-28". */
  readonly today: string;
}

/** A comment and the one step that it speaks of: those around it, else the one that ends on its line, else the next. */
interface Addressed extends AllowWords { readonly path: string; readonly span: Span; readonly script: ScriptId; readonly steps: readonly Extent[] }

/** Takes out what comments allow. An allowance reaches one statement and no further. */
export function allow({ files, findings, known, active, today }: AllowRequest): Allowed {
  const addressed = files.flatMap((file) => addressedIn(file, known));
  if (addressed.length === 0) return { findings, allowed: [], allowances: [] };

  const used = new Map<Addressed, Set<string>>();
  const allowed: AllowedFinding[] = [];
  const left = findings.filter((finding) => {
    const by = addressed.filter((one) => holds(one, today) && one.rules.includes(finding.rule) && speaksOf(one, finding));
    for (const one of by) used.set(one, new Set([...used.get(one) ?? [], finding.rule]));
    const [first] = by;
    if (first) allowed.push({ finding, reason: first.reason, until: first.until });
    return first === undefined;
  });
  const allowances = addressed.map((one): Allowance => ({
    at: { script: one.script, place: { path: one.path, span: one.span } },
    rules: one.rules,
    reason: one.reason,
    until: one.until,
    mistake: one.mistake,
    expired: isOver(one, today),
    unused: one.rules.filter((rule) => active.has(rule) && used.get(one)?.has(rule) !== true),
  }));
  return { findings: left, allowed, allowances };
}

function addressedIn({ path, text, comments, extents }: CommentedFile, known: readonly string[]): readonly Addressed[] {
  return comments.flatMap(({ body, span }): readonly Addressed[] => {
    const words = allowWords(body, known);
    if (!words) return [];
    const steps = stepsOf(span, text, extents);
    const script = (steps[0] ?? extents.at(-1))?.script;
    return script === undefined ? [] : [{ ...words, path, span, script, steps }];
  });
}

function stepsOf(comment: Span, text: string, extents: readonly Extent[]): readonly Extent[] {
  const around = extents.filter(({ span }) => span.start <= comment.start && comment.end <= span.end);
  const within = around.flatMap(({ inner }) => stepsOf(comment, text, inner));
  if (around.length > 0) return within.length > 0 ? within : around;
  const before = extents.filter(({ span }) => span.end <= comment.start).at(-1);
  if (before && !/[\r\n]/.test(text.slice(before.span.end, comment.start))) return alike(before, extents);
  const next = extents.find(({ span }) => span.start >= comment.end);
  return next ? alike(next, extents) : [];
}

/** Statements that one call emits stand in one place. */
function alike({ span }: Extent, extents: readonly Extent[]): readonly Extent[] {
  return extents.filter((other) => other.span.start === span.start && other.span.end === span.end);
}

/** What is said of a script as such is allowed where its first statement is. */
function speaksOf({ steps }: Addressed, { at }: Reported): boolean {
  return steps.some(({ script, index, part }) => {
    if (script !== at.script || index !== (at.index ?? at.step ?? FIRST)) return false;
    if (part === undefined) return true;
    if (at.index === undefined) return at.step !== undefined && at.place.path === part.path && part.span.start <= at.place.span.start && at.place.span.end <= part.span.end;
    return at.part?.span.start === part.span.start && at.part.path === part.path;
  });
}

const FIRST = 0;

function holds(one: Addressed, today: string): boolean {
  return one.mistake === undefined && !isOver(one, today);
}

/** Days in ISO 8601 sort like texts. */
function isOver({ until, mistake }: AllowWords, today: string): boolean {
  return mistake === undefined && until !== undefined && until < today;
}
