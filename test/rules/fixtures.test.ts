import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { FIXTURES, fixturesOf, judged, lastScript } from './fixture.ts';

for (const rule of rules) {
  describe(rule.name, () => {
    const fixtures = fixturesOf(rule.name);

    test('has two bad examples and two good ones at least', () => {
      for (const kind of ['bad', 'good']) {
        const inPython = fs.readdirSync(path.join(FIXTURES, rule.name)).filter((file) => file.startsWith(kind) && file.endsWith('.py'));
        expect(fixtures.filter((fixture) => fixture.kind === kind).length + inPython.length, kind).toBeGreaterThanOrEqual(2);
      }
    });

    for (const { name, kind, migrations, ...given } of fixtures) {
      test(`${name} is ${kind === 'bad' ? 'found, and for one reason' : 'not objected to'}`, () => {
        const { findings, problems, unread, project } = judged(migrations, given);
        const last = lastScript(project).id;
        expect([...problems, ...(rule.name.startsWith('unread-') ? [] : unread)]).toEqual([]);
        expect(findings.filter(({ at }) => at.script !== last)).toEqual([]);
        const found = [...new Set(findings.map((finding) => finding.rule))];
        expect(found).toEqual(kind === 'bad' ? [rule.name] : []);
      });
    }
  });
}
