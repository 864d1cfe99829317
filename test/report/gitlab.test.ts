import { expect, test } from 'vitest';
import { gitlab } from '../../src/report/gitlab.ts';
import { sample } from './sample.ts';
import { context } from './shop.ts';

interface Violation {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const read = (text: string): readonly Violation[] => JSON.parse(text);

test('each violation has what GitLab demands, and a fingerprint of its own', () => {
  const all = read(gitlab.render([sample(), sample('depot')], context));
  expect(all).toHaveLength(8);
  for (const { description, check_name, fingerprint, severity, location } of all) {
    expect([description, check_name].every((text) => text !== '')).toBe(true);
    expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
    expect(location.path).toMatch(/^(?:shop|depot)\//);
    expect(location.path).not.toMatch(/^\.?\//);
    expect(location.lines.begin).toBeGreaterThan(0);
  }
  expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(all.length);
});

test('a fingerprint does not depend on where in its file something stands, nor on the machine', () => {
  const whole = sample();
  const moved = { ...whole, problems: whole.problems.map((one) => ({ ...one, place: { ...one.place, span: { start: 1, end: 2 } } })) };
  const of = (review: typeof whole) => read(gitlab.render([review], context)).map(({ fingerprint }) => fingerprint).sort();
  expect(of(moved)).toEqual(of(whole));
});

test('the same said twice is told apart', () => {
  const whole = sample();
  const all = read(gitlab.render([{ ...whole, problems: [...whole.problems, ...whole.problems] }], context));
  expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(all.length);
});

test('nothing found is an empty list', () => {
  expect(gitlab.render([], context)).toBe('[]\n');
});
