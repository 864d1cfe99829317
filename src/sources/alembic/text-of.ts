import type { MappedText } from '../../text/mapped.ts';
import { caused } from '../../text/mapped.ts';
import { holdsStandIn, standInText } from './stand-in.ts';
import type { Value } from './value.ts';

/** What `str()` makes of a value. */
export function textOf(value: Value): MappedText | undefined {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'number' && holdsStandIn(value)) return standInText(value.text, value.place);
  const text = printed(value);
  return text === undefined ? undefined : caused(text, value.place);
}

/** What Python prints of a value inside a list. */
function printed(value: Value): string | undefined {
  switch (value.kind) {
    case 'none': return 'None';
    case 'bool': return value.value ? 'True' : 'False';
    case 'number': return holdsStandIn(value) ? undefined : value.text;
    case 'string': return holdsStandIn(value) || !/^[ !#-&(-[\]-~]*$/.test(value.text.text) ? undefined : `'${value.text.text}'`;
    case 'list': {
      const [open, close] = value.brackets ?? '';
      const items = value.items.map(printed);
      if (open === undefined || close === undefined || items.includes(undefined)) return undefined;
      return `${open}${items.join(', ')}${value.brackets === '()' && items.length === 1 ? ',' : ''}${close}`;
    }
    default: return undefined;
  }
}
