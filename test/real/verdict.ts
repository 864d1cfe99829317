import type { Condition } from '../../src/migrations/condition.ts';
import { subjectsOf } from '../../src/effects/subject.ts';
import type { Reported } from '../../src/rule/finding.ts';
import { confirmed } from './confirm.ts';
import { FACTS } from './facts-of-rules.ts';
import type { Left, ScriptSeen, Seen } from './seen.ts';
import { broken } from './words-kept.ts';

/** What came of a finding when its statement ran; `because` says what was seen, or why nothing was. */
export interface Verdict { readonly is: 'right' | 'wrong' | 'unjudged'; readonly because: string }

/** The statement that a finding is about, its script, and what the whole history left. */
export interface Story {
  readonly seen: Seen | undefined;
  readonly script: ScriptSeen | undefined;
  readonly left: Left;
  /** Tables that the server refused to make, for want of a type that only the writer's own code puts in, say. */
  readonly lacking: ReadonlySet<string>;
}

export const right = (because: string): Verdict => ({ is: 'right', because });
export const wrong = (because: string): Verdict => ({ is: 'wrong', because });
export const unjudged = (because: string): Verdict => ({ is: 'unjudged', because });

/** Judges a finding by what the server did: each rule's own claim first, then the effects and the words of the finding. */
export function verdictOn(finding: Reported, story: Story): Verdict {
  const verdict = asSeen(finding, story);
  const named = story.seen?.fact.reading.operations.flatMap(subjectsOf) ?? [];
  return verdict.is === 'wrong' && named.some(({ name }) => story.lacking.has(name)) ? unjudged('the server refused to make its table') : verdict;
}

function asSeen(finding: Reported, story: Story): Verdict {
  const { seen } = story;
  if (!seen) return FACTS[finding.rule]?.(finding, story) ?? unjudged('it speaks of a whole script');
  switch (seen.fate) {
    case 'stand-in': return unjudged('a placeholder stands in the statement');
    case 'undecided': return unjudged('whether it runs is decided when it runs');
    case 'skipped': return wrong('the statement does not run');
    case 'refused': case 'ran': break;
  }
  if (isConditional(finding, seen)) return unjudged('code decides whether it runs');
  const own = FACTS[finding.rule]?.(finding, story) ?? (REFUSED.has(finding.rule) ? byRefusal(finding, seen) : undefined);
  if (own?.is === 'wrong' && /^If .* (?:exists|is an? )/.test(finding.message)) return unjudged('it says if, and it is not');
  if (own && own.is !== 'right') return own;
  if (seen.fate === 'refused' && !own && !/^2[23]/.test(seen.refused?.sqlstate ?? '')) return unjudged(`refused: ${seen.refused?.sqlstate ?? ''} ${seen.refused?.message ?? ''}`);
  const words = broken(finding.message, seen);
  if (words !== undefined) return wrong(words);
  return own ?? byEffects(finding, seen);
}

/** Rules that say that a statement fails, with its SQLSTATE. */
const REFUSED = new Set([
  'constraint-index-dropped', 'unsupported-not-valid', 'partition-key-missing-in-key', 'duplicate-assignment', 'detach-concurrently-impossible', 'enum-value-used-in-same-transaction',
]);

function byRefusal({ message }: Reported, { fate, refused }: Seen): Verdict {
  const said = /\(([0-9A-Z]{5})\)/.exec(message)?.[1] ?? '55P04';
  if (refused?.sqlstate === said) return right(said);
  return fate === 'ran' ? wrong('it ran') : unjudged(`refused: ${refused?.sqlstate ?? ''} ${refused?.message ?? ''}`);
}

/** In a branch of code: whether it is taken, nobody can say. */
function isConditional({ at }: Reported, { fact }: Seen): boolean {
  if (at.index === undefined || at.part === undefined) return false;
  const { part } = at;
  return fact.runs.some((run) => run.at.part?.span.start === part.span.start && run.at.part.path === part.path && !isAlways(run.statement.when));
}

function isAlways(when: Condition): boolean {
  return when.kind === 'always';
}

function byEffects({ because, message }: Reported, seen: Seen): Verdict {
  const all = because.map((effect) => ({ effect, is: confirmed(effect, seen) }));
  const denied = all.find(({ effect, is }) => is === 'no' && (effect.kind === 'wait' || effect.certain));
  const name = (effect: Reported['because'][number]) => `${effect.kind === 'lock' ? effect.mode : effect.kind} on ${effect.on.kind === 'relation' ? effect.on.relation.name : effect.on.name}`;
  if (denied && /^If /.test(message)) return unjudged('it says if, and it is not');
  if (denied) return wrong(`no ${name(denied.effect)}`);
  const shown = all.find(({ is }) => is === 'yes');
  if (shown) return right(name(shown.effect));
  if (all.some(({ is }) => is === 'no')) return wrong(`none of ${all.map(({ effect }) => name(effect)).join(', ')}`);
  return unjudged(because.length === 0 ? 'nobody has said how to judge this rule' : 'the server had no occasion to show it');
}
