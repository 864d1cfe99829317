import type { Script, Step } from '../../src/migrations/migration.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import { normalized } from '../../src/sql/normalized.ts';

export default defineHistoryRule({
  name: 'edited-after-applied',
  summary: 'Leave published migrations as they are and write a new one.',
  why: `
    A migration that others have runs nowhere again. Edited afterwards it makes one schema where it has run already and
    another one in every new database, and tools that keep checksums refuse to go on. Comments and layout may change.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: [],

  check({ upgrades, changes: { published } }) {
    if (!published) return [];
    return upgrades.flatMap(({ script }) => {
      const before = published.scriptOf(script.id);
      const place = before && firstDifference(before, script);
      if (!place) return [];
      return [{
        message: `This migration stands on ${published.name} with other statements: a database that has run it does not get this change, a new one does.`,
        at: { script: script.id, place },
        because: [],
        cure: advice(`Put back what stands on ${published.name}, and write the change as a migration of its own.`),
      }];
    });
  },
});

/** Where two versions of a script begin to differ in more than layout and comments. */
function firstDifference(before: Script, now: Script) {
  const [old, fresh] = [before.steps.map(meaningOf), now.steps.map(meaningOf)];
  const at = fresh.findIndex((meaning, index) => meaning !== old[index]);
  if (at < 0 && old.length <= fresh.length) return undefined;
  const step = now.steps[at < 0 ? now.steps.length - 1 : at];
  return step ? placeOfStep(step) : { path: now.path, span: { start: 0, end: 0 } };
}

function meaningOf(step: Step): string {
  switch (step.kind) {
    case 'statement': return normalized(step.sql.text).join(' ');
    case 'boundary': return step.does;
    case 'unread': return step.reason;
  }
}

function placeOfStep(step: Step) {
  if (step.kind !== 'statement') return step.place;
  const [piece] = step.sql.pieces;
  return step.call?.place ?? piece?.from;
}
