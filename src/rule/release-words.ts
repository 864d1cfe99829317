import type { Finding } from './finding.ts';
import type { UsedName } from './release.ts';
import type { Situation } from './situation.ts';

/**
 * What the sources of the running release add to a finding about a name that goes: `places` behind what names it, `hint`
 * behind the sentence; what none of them names is noted only.
 */
export interface ReleaseWords extends Pick<Finding, 'atMost'> { readonly places: string; readonly hint: string }

export function releaseWords(name: UsedName, { release }: Pick<Situation, 'release'>): ReleaseWords {
  const naming = release?.naming(name);
  switch (naming?.kind) {
    case undefined: case 'unknown': return { places: '', hint: '' };
    case 'named': {
      const more = naming.more === 0 ? '' : ` and ${naming.more} more`;
      return { places: ` (${naming.at.join(', ')}${more}, ${release?.where ?? ''})`, hint: '' };
    }
    case 'not named': {
      const none = naming.files === 1 ? 'The only source file' : `None of the ${naming.files} source files`;
      return { places: '', hint: ` ${none} ${release?.where ?? ''} ${naming.files === 1 ? 'does not name' : 'names'} it, but an ORM that reads the schema from the database may.`, atMost: 'note' };
    }
  }
}
