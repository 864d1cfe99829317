import type { StringValue, Value } from './value.ts';

/** A string as it stands, `op.f('…')` included. `fixed`: `op.f` protects it from naming conventions and lets it be cut. */
export function stringOf(value: Value | undefined): { readonly value: StringValue; readonly fixed: boolean } | undefined {
  if (value?.kind === 'string') return { value, fixed: false };
  if (value?.kind !== 'call') return undefined;
  const fixes = (value.of.kind === 'named' && value.of.name === 'op.f') || (value.of.kind === 'member' && value.of.name === 'f' && value.of.of.kind === 'batch');
  const [first] = value.args;
  return fixes && first?.kind === 'string' ? { value: first, fixed: true } : undefined;
}
