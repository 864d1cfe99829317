import type { Difference } from '../../src/catalog/difference.ts';
import type { NoScript } from '../../src/migrations/migration.ts';
import { isScript } from '../../src/migrations/migration.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import { stopsIn } from '../../src/rule/unread-place.ts';

export default defineScriptRule({
  name: 'irreversible-migration',
  summary: 'Write a downgrade that gives back the schema, or say that there is none.',
  why: `
    When a release has to go back, its migration has to go back too. A downgrade that is missing, does nothing or gives
    back another schema than there was is found out at the worst of times.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: [],
  options: {
    final: { kind: 'choice', about: 'How a migration says that there is no way back: by a downgrade that raises an error, or not at all.', otherwise: 'raises', of: ['raises', 'never'] },
  },

  check(here, { final }) {
    if (here.direction !== 'up' || here.facts.length === 0) return [];
    const { downgrade } = here.migration;
    if (isScript(downgrade) && stopsIn(downgrade).length > 0) return [];
    const message = isScript(downgrade) ? notGivenBack(here.notRestored) : missing(downgrade, final);
    if (message === undefined) return [];
    return [{
      message,
      at: here.placeIn(here.migration.place.path === here.script.path ? here.migration.place.span : { start: 0, end: 0 }),
      because: [],
      cure: advice(isScript(downgrade) ? 'Let the downgrade undo each statement of the upgrade, last one first.' : 'Write the downgrade, or one that raises an error where there is no way back.'),
    }];
  },
});

function missing({ none }: NoScript, final: string): string | undefined {
  switch (none) {
    case 'absent': return 'This migration has no downgrade: a release that has to go back leaves the schema where it is.';
    case 'empty': return 'The downgrade of this migration does nothing: the schema stays where it is, and the revision before says otherwise.';
    case 'raises': return final === 'raises' ? undefined : 'The downgrade of this migration raises an error: there is no way back.';
  }
}

function notGivenBack(differences: readonly Difference[]): string | undefined {
  if (differences.length === 0) return undefined;
  const words = differences.map((one) => {
    const thing = `the ${one.kind} ${one.name.replace(/^public\./, '')}`;
    if (!('lacking' in one)) return `${thing} has another ${one.aspect} (${one.second} instead of ${one.first})`;
    return one.lacking === 'second' ? `${thing} is gone` : `${thing} is left over`;
  });
  return `When this upgrade and its downgrade have run, the schema is not what it was: ${listed(words)}.`;
}
