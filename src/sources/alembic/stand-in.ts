import { caused } from '../../text/mapped.ts';
import type { MappedText } from '../../text/mapped.ts';
import type { Place, Span } from '../../text/place.ts';
import type { StringValue, Value } from './value.ts';
import { partsOf } from './value.ts';

/** Where text came from that stands for a value which only the environment knows. */
interface StandIn extends Place { readonly standIn: true }

/** The default of an environment variable: good enough to read on, not to run. */
export function standInFor(text: StringValue, place: Place): StringValue {
  return { kind: 'string', place, text: standInText(text.text.text, place) };
}

/** Text at a place whose real value is not known. */
export function standInText(text: string, place: Place): MappedText {
  const from: StandIn = { ...place, standIn: true };
  return caused(text, from);
}

/** Where in a text stand-ins are. */
export function standInsOf(text: MappedText): readonly Span[] {
  return text.pieces.filter(({ from }) => 'standIn' in from).map(({ span }) => span);
}

/** Text that Python makes of a value: where the value is not known, all of it is not. */
export function madeOf(value: Value, text: string, place: Place): MappedText {
  return restsOnStandIn(value) ? standInText(text, place) : caused(text, place);
}

export function restsOnStandIn(value: Value): boolean {
  return holdsStandIn(value) || partsOf(value).some(restsOnStandIn);
}

export function holdsStandIn(value: Value): boolean {
  return value.kind === 'number' ? value.standIn === true : value.kind === 'string' && standInsOf(value.text).length > 0;
}
