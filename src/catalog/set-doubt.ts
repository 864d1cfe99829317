import type { Doubt } from './doubt.ts';
import type { Draft } from './draft.ts';
import { taint } from './taint.ts';

/** Lets a doubt arise, no further than it reaches. */
export function setDoubt(draft: Draft, doubt: Doubt): void {
  switch (doubt.about) {
    case 'nothing': case 'rows': return;
    case 'anything':
      draft.tick();
      draft.state = { ...draft.state, anything: { doubt, at: draft.now } };
      return;
  }
  for (const name of doubt.about) taint(draft, name, doubt);
}
