import type { Naming } from './emit/naming.ts';
import { DEFAULT_NAMING } from './emit/naming.ts';
import type { CallValue, ClassValue, Value } from './value.ts';
import { calledName } from './value.ts';

/**
 * The naming convention of the metadata that env.py compares with: of a MetaData, or of a declarative base that has
 * one, wherever in the project it is made. Metadata that nobody finds has none as far as we know: an unnamed
 * constraint then stays unnamed, and the server names it, which is what happens without a convention.
 */
export function namingOf(targets: readonly Value[]): Naming {
  const conventions = targets.flatMap((target) => (target.kind === 'list' ? target.items : [target])).flatMap((target) => conventionOf(target) ?? []);
  return conventions[0] ?? DEFAULT_NAMING;
}

function conventionOf(metadata: Value): Naming | undefined {
  if (metadata.kind === 'call') return ofMetaData(metadata) ?? ofBase(metadata);
  if (metadata.kind === 'member' && metadata.name === 'metadata') return ofBase(metadata.of);
  return undefined;
}

function ofMetaData(call: CallValue): Naming | undefined {
  if (calledName(call) !== 'sa.MetaData') return undefined;
  const convention = keyword(call, 'naming_convention');
  if (convention?.kind !== 'dict') return undefined;
  const said = convention.entries.flatMap(([key, template]) =>
    (key.kind === 'string' && template.kind === 'string' ? [[key.text.text, template.text.text]] : []));
  return Object.fromEntries(said);
}

/** `declarative_base(metadata=…)`, `SQLAlchemy(metadata=…)`, or a class with `metadata`, its own or that of a base. */
function ofBase(value: Value): Naming | undefined {
  if (value.kind === 'class') return ofClass(value);
  const metadata = value.kind === 'call' ? keyword(value, 'metadata') : undefined;
  return metadata && conventionOf(metadata);
}

function ofClass({ members, bases }: ClassValue): Naming | undefined {
  const own = members.own.get('metadata');
  if (own) return conventionOf(own);
  return bases.map(ofBase).find((found) => found !== undefined);
}

function keyword(call: CallValue, name: string): Value | undefined {
  return call.keywords.find((given) => given.name === name)?.value;
}
