import type { Step } from '../migrations/migration.ts';
import type { Tool } from '../migrations/tool.ts';

/** The steps at which a string of several statements begins and ends. A statement that goes out alone makes none. */
export interface Strings { readonly firsts: ReadonlySet<number>; readonly lasts: ReadonlySet<number> }

export function stringsOf(steps: readonly Step[], sends: Tool['sends']): Strings {
  const numbered = numbers(steps, sends);
  const shared = (place: number, other: number) => numbered[place]?.of !== undefined && numbered[place].of === numbered[other]?.of;
  const chosen = (is: (place: number) => boolean) => new Set(numbered.flatMap(({ index }, place) => (is(place) ? [index] : [])));
  return {
    firsts: chosen((place) => !shared(place, place - 1) && shared(place, place + 1)),
    lasts: chosen((place) => shared(place, place - 1) && !shared(place, place + 1)),
  };
}

/** A statement by its step, and the number of the string it goes out in; without one it goes alone. */
interface Numbered { readonly index: number; readonly of: number | undefined }

/** What could not be read between two statements of a string goes out with them. */
function numbers(steps: readonly Step[], sends: Tool['sends']): readonly Numbered[] {
  let stretch = 0;
  return steps.flatMap((step, index): readonly Numbered[] => {
    if (step.kind === 'boundary') stretch++;
    if (step.kind !== 'statement') return [];
    switch (sends) {
      case 'statements': return [];
      case 'pieces': return [{ index, of: step.origin === 'written' ? step.call?.id : undefined }];
      case 'scripts': return [{ index, of: stretch }];
    }
  });
}
