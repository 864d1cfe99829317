import type { Allowance } from '../rule/allowance.ts';
import { nearest } from '../text/nearest.ts';

/** What a comment says, if it speaks to Phasewise. */
export type AllowWords = Pick<Allowance, 'rules' | 'reason' | 'until' | 'mistake'>;

const ADDRESS = /^\s*phasewise:\s*([\w-]*)\s*([\s\S]*?)\s*$/i;
const UNTIL = /(?:^|[\s,;(]+)until\s+(\S+?)\s*[).]?\s*$/i;
const EXAMPLE = 'Write `phasewise: allow <rule>: <reason>`, and `until 2027-01-31` behind it where it is to end.';

/** Reads `phasewise: allow a, b: reason until 2027-01-31`; undefined where a comment says something else. `known`: the names of all rules. */
export function allowWords(body: string, known: readonly string[]): AllowWords | undefined {
  const [, verb = '', rest = ''] = ADDRESS.exec(body) ?? [];
  if (verb === '') return undefined;
  const nothing = { rules: [], reason: '', until: undefined };
  if (verb.toLowerCase() !== 'allow') {
    return nearest(verb, ['allow']) === undefined ? undefined : { ...nothing, mistake: `There is no \`phasewise: ${verb}\`. ${EXAMPLE}` };
  }
  const colon = rest.indexOf(':');
  const [head, tail] = colon < 0 ? [rest, ''] : [rest.slice(0, colon), rest.slice(colon + 1)];
  const early = UNTIL.exec(head);
  const rules = head.slice(0, early?.index).split(/[\s,]+/).filter((name) => name !== '');
  const late = UNTIL.exec(tail);
  const reason = tail.slice(0, late?.index).trim();
  const until = (early ?? late)?.[1];
  return { rules, reason, until, mistake: mistakeIn(rules, reason, until, known) };
}

function mistakeIn(rules: readonly string[], reason: string, until: string | undefined, known: readonly string[]): string | undefined {
  if (rules.length === 0) return `It names no rule. ${EXAMPLE}`;
  const unknown = rules.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const meant = nearest(unknown, known);
    return `There is no rule ${unknown}. ${meant === undefined ? EXAMPLE : `Did you mean ${meant}?`}`;
  }
  if (until !== undefined && !isDay(until)) return `${until} is no day. ${EXAMPLE}`;
  if (reason === '') return `It gives no reason. ${EXAMPLE}`;
  return undefined;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
